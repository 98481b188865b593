package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.Backends;
import io.ganglion.formats.Weights;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The command reproduces the original program's numbers on the real MNIST.
 *
 * <p>The original's loop in NumPy printed them, starting from the weights that {@link #start}
 * makes: {@code seed_numpy.py mnist.npz --limit 2000 --init w.json --save out.json}, and with
 * {@code --rate 0.01}.
 */
class MnistTest {

  private static final Shape IMAGE = Shape.of(28, 28);

  @TempDir private Path folder;
  private String mnist;
  private Path weights;

  @BeforeEach
  void findMnist() {
    mnist = System.getProperty("ganglion.mnist", System.getenv("GANGLION_MNIST"));
    assumeTrue(
        mnist != null && !mnist.isBlank(),
        "no MNIST: set -Dganglion.mnist or GANGLION_MNIST to the folder of its files");
    weights = folder.resolve("w.json");
  }

  private static Network network() {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(2),
        IMAGE,
        new Linear(784, 100),
        new Linear(100, 10),
        new Softmax());
  }

  private void start() throws IOException {
    try (Network network = network()) {
      Weights.save(weights, network);
    }
  }

  private Run train(Object rate, String backend, String precision) {
    return Run.of(
        "train",
        "--data",
        mnist,
        "--limit",
        2000,
        "--shuffle",
        "none",
        "--epochs",
        1,
        "--learning-rate",
        rate,
        "--weights",
        weights,
        "--backend",
        backend,
        "--precision",
        precision);
  }

  @ParameterizedTest
  @CsvSource({
    "java, float64, 1e-9",
    "vector, float64, 1e-9",
    "ejml, float64, 1e-9",
    "commons, float64, 1e-9",
    "java, float32, 1e-4",
    "vector, float32, 1e-4",
    "ejml, float32, 1e-4",
  })
  void reproducesTheOriginalNumbers(String backend, String precision, double tolerance)
      throws IOException {
    start();

    Run run = train(0.000125, backend, precision);

    assertTrained(run, "9.3", 2.3096448247470787, tolerance);
    assertWeights(
        tolerance,
        List.of(1399.769989270421, 33.35361876147646, 0.012767788836631972),
        List.of(50.76145755973189, 3.374736010153981, 0.0951779057555072));
  }

  @ParameterizedTest
  @CsvSource({"java, 1e-9", "vector, 1e-9", "ejml, 1e-9", "commons, 1e-9"})
  void reproducesTheOriginalNumbersAtAHighRate(String backend, double tolerance)
      throws IOException {
    start();

    Run run = train(0.01, backend, "float64");

    assertTrained(run, "66.2", 1.0973015644798294, tolerance);
    assertWeights(
        tolerance,
        List.of(981.1536997053176, 40.83283697228656, -0.008728403482849444),
        List.of(50.76145755973188, 17.67720500455175, 0.2175444887341487));
  }

  private static void assertTrained(Run run, String accuracy, double loss, double tolerance) {
    assertThat(run.status()).as(run.err()).isZero();
    String[] fields = run.lines().get(0).split("\t", -1);
    assertThat(fields[1]).isEqualTo(accuracy);
    assertThat(Double.parseDouble(fields[2]))
        .isCloseTo(loss, Percentage.withPercentage(100 * tolerance));
  }

  /** Compares the sum, the sum of squares and the middle element of each layer's weights. */
  private void assertWeights(double tolerance, List<Double> first, List<Double> second)
      throws IOException {
    try (Network network = network()) {
      Weights.load(weights, network);
      double[] hidden = network.parameters().get(0).values();
      double[] last = network.parameters().get(1).values();
      assertSummary(hidden, hidden[400 * 100 + 50], first, tolerance);
      assertSummary(last, last[50 * 10 + 5], second, tolerance);
    }
  }

  private static void assertSummary(
      double[] values, double middle, List<Double> expected, double tolerance) {
    assertThat(Arrays.stream(values).sum())
        .isCloseTo(expected.get(0), Percentage.withPercentage(100 * tolerance));
    assertThat(Arrays.stream(values).map(v -> v * v).sum())
        .isCloseTo(expected.get(1), Percentage.withPercentage(100 * tolerance));
    assertThat(middle).isCloseTo(expected.get(2), within(tolerance));
  }

  @Test
  void countsTheImagesOfMnist() {
    Run run = Run.of("data", "info", "--data", mnist);

    assertThat(run.lines())
        .contains("size\t28×28", "classes\t10")
        .anyMatch(line -> line.matches("images +60000 +10000"));
  }
}
