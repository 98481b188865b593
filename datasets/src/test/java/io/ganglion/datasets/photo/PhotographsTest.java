package io.ganglion.datasets.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.Backends;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.Split;
import io.ganglion.formats.FormatException;
import io.ganglion.layer.Activate;
import io.ganglion.layer.Linear;
import io.ganglion.loss.SoftmaxCrossEntropy;
import io.ganglion.model.Model;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Prediction;
import io.ganglion.model.Preparation;
import io.ganglion.model.Scaling;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.picture.DigitImage;
import io.ganglion.picture.FoundDigit;
import io.ganglion.picture.GrayImage;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Trainer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  private static Model model;

  @TempDir private Path folder;

  @BeforeAll
  static void learn() throws IOException {
    String data = System.getProperty("ganglion.mnist", System.getenv("GANGLION_MNIST"));
    assumeTrue(
        data != null && !data.isEmpty(),
        "needs MNIST: set the system property ganglion.mnist to its folder");
    mnist = Datasets.ofThisMachine().open(data, Split.TEST);
    String weights = System.getProperty("ganglion.photographs.weights");
    Backend<?> backend = Backends.create("java", Precision.FLOAT32);
    model = weights == null ? trained(data, backend) : Model.open(Path.of(weights), backend);
  }

  private static Model trained(String folder, Backend<?> backend) throws IOException {
    Network network =
        Network.of(
            backend,
            new SplitMix64(1),
            Shape.of(28, 28),
            new Linear(784, 100),
            new Activate(Activations.RELU),
            new Linear(100, 10));
    Dataset data = Datasets.ofThisMachine().open(folder, Split.TRAIN, TRAINED);
    Trainer.of(network, new Adam(0.002))
        .loss(new SoftmaxCrossEntropy())
        .batchSize(32)
        .build()
        .train(data.samples(Scaling.BYTES), 4);
    List<String> digits = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    PictureInput input = PictureInput.ofBytes(28, 28, Preparation.DIGIT);
    return Model.of(network, ModelDescription.of(input, digits));
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
  }

  private static Scene scene(int number) {
    return new Scene(mnist, (int) ((SEED * 1000 + number * 37L) % mnist.size()), SEED);
  }

  private static boolean isRight(Prediction prediction, int label) {
    return prediction.best().name().equals(Integer.toString(label));
  }

  private static int rightOf(IntPredicate picture) {
    return (int) IntStream.range(0, PICTURES).filter(picture).count();
  }

  private static void print(Object kind, int right) {
    System.out.printf(Locale.ROOT, "| %s | %.0f |%n", kind, 100.0 * right / PICTURES);
  }

  /** Returns whether the answer is right; a refused picture has none. */
  private static boolean isRead(Scene scene, BufferedImage picture) {
    try {
      return isRight(model.predict(picture), scene.label());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isRead(Scene scene, Path file) throws IOException {
    try {
      return isRight(model.predict(file), scene.label());
    } catch (FormatException e) {
      return false;
    }
  }

  /** Counts images of MNIST themselves of which the answer is right. */
  private static int rightWithoutPicture() {
    return rightOf(
        i -> {
          Scene scene = scene(i);
          GrayImage image = GrayImage.of(28, 28, mnist.image(scene.index()).pixels());
          return isRight(model.predict(image), scene.label());
        });
  }

  @ParameterizedTest
  @EnumSource(Disturbance.class)
  void aDisturbedPictureIsReadAlmostAsWellAsTheImage(Disturbance disturbance) {
    int right =
        rightOf(
            i -> {
              Scene scene = scene(i);
              return isRead(scene, disturbance.picture(scene));
            });
    print(disturbance, right);
    assertThat(right)
        .isGreaterThanOrEqualTo(rightWithoutPicture() - PICTURES * disturbance.cost() / 100);
  }

  @Test
  void aPictureIsTurnedAsTheCameraWasHeld() throws IOException {
    int right = 0;
    for (int i = 0; i < PICTURES; i++) {
      Scene scene = scene(i);
      byte[] jpeg = Camera.jpeg(scene.written().image(), 1 + i % Camera.ORIENTATIONS);
      Path file = Files.write(folder.resolve("turned.jpg"), jpeg);
      right += isRead(scene, file) ? 1 : 0;
    }
    print("turned as the camera notes", right);
    assertThat(right).isGreaterThanOrEqualTo(rightWithoutPicture() - PICTURES * 10 / 100);
  }

  @Test
  void twoDigitsAreReadFromLeftToRight() {
    int right =
        rightOf(
            i -> {
              Scene scene = scene(i);
              int second = (scene.index() + 1) % mnist.size();
              Canvas canvas = scene.written(scene.digit(scene.index(), 0.5, 0.4, 0));
              canvas.paint(scene.ink, scene.digit(second, 0.5, 0.5, 1));
              List<FoundDigit> found = DigitImage.all(canvas.image());
              return found.size() == 2
                  && isRight(model.predict(found.get(0).image()), scene.label())
                  && isRight(model.predict(found.get(1).image()), mnist.label(second));
            });
    print("two digits", right);
    assertThat(right).isGreaterThanOrEqualTo(PICTURES * 80 / 100);
  }
}
