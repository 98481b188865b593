package io.ganglion.datasets.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.Backends;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.Split;
import io.ganglion.formats.SavedWeights;
import io.ganglion.layer.Activate;
import io.ganglion.layer.Linear;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.metric.Decision;
import io.ganglion.model.Scaling;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.optimizer.Adam;
import io.ganglion.picture.DigitImage;
import io.ganglion.picture.FoundDigit;
import io.ganglion.picture.GrayImage;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How many digits a network reads in pictures as people take them: strokes of MNIST's test images,
 * composed with each disturbance.
 *
 * <p>The network is small and quickly trained, so what it reads is compared with what it reads on
 * even paper. {@code -Dganglion.photographs.weights=FILE} tries the network of a weights file
 * instead; {@code -Dganglion.photographs=100 -Dganglion.photographs.seed=2} sets how many pictures
 * there are of each kind, and their seed. Each kind prints a line.
 */
class PhotographsTest {
  private static final int PICTURES = Integer.getInteger("ganglion.photographs", 20);
  private static final long SEED = Long.getLong("ganglion.photographs.seed", 1);
  private static final int TRAINED = 20_000;

  private static Dataset mnist;
  private static Network network;
  private static Predictor predictor;

  @BeforeAll
  static void learn() throws IOException {
    String folder = System.getProperty("ganglion.mnist", System.getenv("GANGLION_MNIST"));
    assumeTrue(
        folder != null && !folder.isEmpty(),
        "needs MNIST: set the system property ganglion.mnist to its folder");
    mnist = Datasets.ofThisMachine().open(folder, Split.TEST);
    String weights = System.getProperty("ganglion.photographs.weights");
    network = weights == null ? trained(folder) : saved(Path.of(weights));
    predictor = network.predictor();
  }

  private static Network trained(String folder) throws IOException {
    Network result =
        Network.of(
            Backends.create("java", Precision.FLOAT32),
            new SplitMix64(1),
            Shape.of(28, 28),
            new Linear(784, 100),
            new Activate(Activations.RELU),
            new Linear(100, 10));
    Dataset data = Datasets.ofThisMachine().open(folder, Split.TRAIN, TRAINED);
    Trainer.of(result, new Adam(0.002))
        .loss(new SoftmaxCrossEntropy())
        .batchSize(32)
        .build()
        .train(data.samples(Scaling.BYTES), 4);
    return result;
  }

  private static Network saved(Path file) throws IOException {
    try (SavedWeights saved = SavedWeights.open(file)) {
      return saved.network(Backends.create("java", Precision.FLOAT32));
    }
  }

  @AfterAll
  static void close() {
    if (network != null) {
      predictor.close();
      network.close();
    }
  }

  private static Scene scene(int number) {
    return new Scene(mnist, (int) ((SEED * 1000 + number * 37L) % mnist.size()), SEED);
  }

  private static int read(GrayImage image) {
    byte[] pixels = image.pixels();
    double[] inputs = new double[pixels.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (pixels[i] & 0xFF) / 255.0;
    }
    return Decision.argmax(predictor.predict(inputs), 0, 10);
  }

  /** Counts pictures of which the answer is right; refused ones are not. */
  private static int right(Disturbance disturbance) {
    int right = 0;
    for (int i = 0; i < PICTURES; i++) {
      Scene scene = scene(i);
      List<FoundDigit> found = DigitImage.all(disturbance.picture(scene));
      right += found.size() == 1 && read(found.get(0).image()) == scene.label() ? 1 : 0;
    }
    System.out.printf(Locale.ROOT, "| %s | %.0f |%n", disturbance, 100.0 * right / PICTURES);
    return right;
  }

  /** Counts images of MNIST themselves of which the answer is right. */
  private static int rightWithoutPicture() {
    int right = 0;
    for (int i = 0; i < PICTURES; i++) {
      int index = scene(i).index();
      GrayImage image = GrayImage.of(28, 28, mnist.image(index).pixels());
      right += read(image) == mnist.label(index) ? 1 : 0;
    }
    return right;
  }

  @ParameterizedTest
  @EnumSource(Disturbance.class)
  void aDisturbedPictureIsReadAlmostAsWellAsTheImage(Disturbance disturbance) {
    assertThat(right(disturbance))
        .isGreaterThanOrEqualTo(rightWithoutPicture() - PICTURES * disturbance.cost() / 100);
  }

  @Test
  void twoDigitsAreReadFromLeftToRight() {
    int right = 0;
    for (int i = 0; i < PICTURES; i++) {
      Scene scene = scene(i);
      int second = (scene.index() + 1) % mnist.size();
      Canvas canvas = scene.written(scene.digit(scene.index(), 0.5, 0.4, 0));
      canvas.paint(scene.ink, scene.digit(second, 0.5, 0.5, 1));
      List<FoundDigit> found = DigitImage.all(canvas.image());
      right +=
          found.size() == 2
                  && read(found.get(0).image()) == scene.label()
                  && read(found.get(1).image()) == mnist.label(second)
              ? 1
              : 0;
    }
    System.out.printf(Locale.ROOT, "| two digits | %.0f |%n", 100.0 * right / PICTURES);
    assertThat(right).isGreaterThanOrEqualTo(PICTURES * 80 / 100);
  }
}
