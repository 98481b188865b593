package io.ganglion.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.backend.Backends;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.Split;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.model.Scaling;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.train.EpochResult;
import io.ganglion.train.Trainer;
import java.io.IOException;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares every backend with the original program on the real MNIST; in this module, because it
 * has all backends on its class path.
 *
 * <p>The expected numbers were printed by the original's NumPy loop, started from the same weights,
 * like those in the command's test.
 */
class OriginalNumbersTest {

  @ParameterizedTest
  @CsvSource({
    "java, FLOAT64, 1e-9",
    "vector, FLOAT64, 1e-9",
    "ejml, FLOAT64, 1e-9",
    "commons, FLOAT64, 1e-9",
    "nd4j, FLOAT64, 1e-9",
    "java, FLOAT32, 1e-4",
    "vector, FLOAT32, 1e-4",
    "ejml, FLOAT32, 1e-4",
    "nd4j, FLOAT32, 1e-4",
  })
  void everyBackendReproducesTheOriginalNumbers(String name, Precision precision, double tolerance)
      throws IOException {
    String mnist = System.getProperty("ganglion.mnist", System.getenv("GANGLION_MNIST"));
    assumeTrue(
        mnist != null && !mnist.isBlank(),
        "no MNIST: set -Dganglion.mnist or GANGLION_MNIST to the folder of its files");
    Dataset digits = Datasets.ofThisMachine().open(mnist, Split.TRAIN, 2_000);
    Backend<?> backend = Backends.create(name, precision);
    try (Network network =
        Network.of(
            backend,
            new SplitMix64(2),
            digits.layout().shape(),
            new Linear(784, 100),
            new Linear(100, 10),
            new Softmax())) {

      EpochResult result =
          Trainer.of(network, new Sgd(0.000125))
              .build()
              .train(digits.samples(Scaling.BYTES), 1)
              .epochs()
              .get(0);

      Percentage percentage = Percentage.withPercentage(100 * tolerance);
      assertThat(result.correct()).hasValue(186);
      assertThat(result.meanLoss()).isCloseTo(2.3096448247470787, percentage);
      assertThat(sumOfSquares(network, 0)).isCloseTo(33.35361876147646, percentage);
      assertThat(sumOfSquares(network, 1)).isCloseTo(3.374736010153981, percentage);
    }
  }

  private static double sumOfSquares(Network network, int parameter) {
    return DoubleStream.of(network.parameters().get(parameter).values()).map(w -> w * w).sum();
  }
}
