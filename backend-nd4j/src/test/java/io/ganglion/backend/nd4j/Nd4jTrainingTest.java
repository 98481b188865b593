package io.ganglion.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Samples;
import io.ganglion.train.Sgd;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nd4jTrainingTest {

  /** Noise, four numbers in five 0 as in a digit; the class is where it is brightest. */
  private record Noise(int size) implements Samples {

    private static final int INPUTS = 784;
    private static final int CLASSES = 10;

    @Override
    public Shape inputShape() {
      return Shape.of(INPUTS);
    }

    @Override
    public Shape targetShape() {
      return Shape.of(CLASSES);
    }

    @Override
    public void readInput(int sample, double[] destination, int offset) {
      SplitMix64 random = new SplitMix64(sample);
      for (int j = 0; j < INPUTS; j++) {
        destination[offset + j] = Math.max(0, 5 * random.nextDouble() - 4);
      }
    }

    @Override
    public void readTarget(int sample, double[] destination, int offset) {
      double[] input = new double[INPUTS];
      readInput(sample, input, 0);
      int brightest = 0;
      for (int j = 0; j < INPUTS; j++) {
        brightest = input[j] > input[brightest] ? j : brightest;
      }
      Arrays.fill(destination, offset, offset + CLASSES, 0);
      destination[offset + brightest % CLASSES] = 1;
    }
  }

  private record Trained(TrainingResult result, double[][] weights) {}

  private static Trained train(String backend, Precision precision, int batchSize) {
    try (Network network =
        Network.of(
            Backends.create(backend, precision),
            new SplitMix64(1),
            Shape.of(784),
            new Linear(784, 100, true),
            new Linear(100, 10),
            new Softmax())) {
      TrainingResult result =
          Trainer.of(network, new Sgd(0.01)).batchSize(batchSize).build().train(new Noise(200), 2);
      double[][] weights =
          network.parameters().stream().map(Parameter::values).toArray(double[][]::new);
      return new Trained(result, weights);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT64, 1, 1e-12",
    "FLOAT64, 32, 1e-12",
    "FLOAT32, 1, 1e-5",
    "FLOAT32, 32, 1e-5",
  })
  void trainingGivesWhatTheJavaBackendGives(Precision precision, int batchSize, double tolerance) {
    Trained expected = train("java", precision, batchSize);
    Trained found = train("nd4j", precision, batchSize);

    for (int epoch = 0; epoch < 2; epoch++) {
      double loss = expected.result().epochs().get(epoch).meanLoss();
      assertThat(found.result().epochs().get(epoch).meanLoss())
          .isCloseTo(loss, within(tolerance * loss));
    }
    for (int i = 0; i < expected.weights().length; i++) {
      assertThat(difference(found.weights()[i], expected.weights()[i])).isLessThan(tolerance);
    }
  }

  /** The largest difference of two elements, NaN if there is one in either. */
  private static double difference(double[] a, double[] b) {
    assertThat(a).hasSameSizeAs(b);
    double largest = 0;
    for (int j = 0; j < a.length; j++) {
      largest = Math.max(largest, Math.abs(a[j] - b[j]));
    }
    return largest;
  }

  @ParameterizedTest
  @CsvSource({"FLOAT64, 1", "FLOAT64, 32", "FLOAT32, 1", "FLOAT32, 32"})
  void trainingTwiceGivesTheSameBits(Precision precision, int batchSize) {
    assertThat(train("nd4j", precision, batchSize).weights())
        .isDeepEqualTo(train("nd4j", precision, batchSize).weights());
  }
}
