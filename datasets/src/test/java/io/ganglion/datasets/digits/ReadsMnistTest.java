package io.ganglion.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Why the digits are drawn as they are: what learns from them reads real handwriting. */
class ReadsMnistTest {

  private static final int PIXELS = EmbeddedDigits.HEIGHT * EmbeddedDigits.WIDTH;
  private static final int CLASSES = EmbeddedDigits.CLASSES;

  @Test
  void a_linear_classifier_of_embedded_digits_reads_three_quarters_of_mnists_test_set()
      throws IOException {
    String folder = System.getProperty("ganglion.mnist", System.getenv("GANGLION_MNIST"));
    assumeTrue(
        folder != null && !folder.isEmpty(),
        "needs MNIST: name its folder in the system property ganglion.mnist");
    byte[] images = read(Path.of(folder, "t10k-images-idx3-ubyte.gz"), 16);
    byte[] labels = read(Path.of(folder, "t10k-labels-idx1-ubyte.gz"), 8);
    assertThat(images).hasSize(labels.length * PIXELS);

    double[][] weights = train(new EmbeddedDigits(1), 10_000, 3, 0.005);

    int correct = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] scores = scores(weights, images, i * PIXELS);
      int best = 0;
      for (int digit = 1; digit < CLASSES; digit++) {
        best = scores[digit] > scores[best] ? digit : best;
      }
      correct += best == labels[i] ? 1 : 0;
    }
    assertThat(100.0 * correct / labels.length).isGreaterThanOrEqualTo(75.0);
  }

  /** Softmax regression by per-sample gradient descent; weights are [pixels, classes]. */
  private static double[][] train(EmbeddedDigits digits, int count, int epochs, double rate) {
    double[][] weights = new double[PIXELS][CLASSES];
    byte[] pixels = new byte[PIXELS];
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int index = 0; index < count; index++) {
        digits.draw(index, pixels, 0);
        double[] gradient = softmax(scores(weights, pixels, 0));
        gradient[digits.label(index)] -= 1.0;
        for (int i = 0; i < PIXELS; i++) {
          double ink = (pixels[i] & 0xFF) / 255.0;
          if (ink != 0.0) {
            for (int digit = 0; digit < CLASSES; digit++) {
              weights[i][digit] -= rate * ink * gradient[digit];
            }
          }
        }
      }
    }
    return weights;
  }

  private static double[] scores(double[][] weights, byte[] pixels, int offset) {
    double[] scores = new double[CLASSES];
    for (int i = 0; i < PIXELS; i++) {
      double ink = (pixels[offset + i] & 0xFF) / 255.0;
      if (ink != 0.0) {
        for (int digit = 0; digit < CLASSES; digit++) {
          scores[digit] += ink * weights[i][digit];
        }
      }
    }
    return scores;
  }

  private static double[] softmax(double[] scores) {
    double sum = 0.0;
    double[] probabilities = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] = Math.exp(scores[i]);
      sum += probabilities[i];
    }
    for (int i = 0; i < scores.length; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  private static byte[] read(Path file, int header) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      in.skipNBytes(header);
      return in.readAllBytes();
    }
  }
}
