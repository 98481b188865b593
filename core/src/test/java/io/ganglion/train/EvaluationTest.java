package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.metric.ClassScore;
import io.ganglion.metric.Decision;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  /** More than two batches, the last of which is smaller. */
  private static final int SIZE = 150;

  private static Network network(int inputs, int outputs) {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(3),
        Shape.of(inputs),
        new Linear(inputs, outputs));
  }

  @Test
  void countsEverySampleByItsActualAndItsPredictedClass() {
    RandomSamples samples = new RandomSamples(SIZE, 6, 3);
    Network network = network(6, 3);
    int[][] expected = new int[3][3];
    for (int i = 0; i < SIZE; i++) {
      expected[samples.label(i)][Decision.argmax(network.predict(samples.input(i)), 0, 3)]++;
    }
    int onTheDiagonal = expected[0][0] + expected[1][1] + expected[2][2];

    Evaluation evaluation = Evaluation.of(network, samples);

    assertThat(evaluation.classification().orElseThrow().confusion().orElseThrow())
        .isDeepEqualTo(expected);
    assertThat(evaluation.classification().orElseThrow().scores())
        .element(2)
        .isEqualTo(
            new ClassScore(
                expected[2][0] + expected[2][1] + expected[2][2],
                expected[0][2] + expected[1][2] + expected[2][2],
                expected[2][2]));
    assertThat(evaluation.total()).isEqualTo(SIZE);
    assertThat(evaluation.correct().orElseThrow()).isEqualTo(onTheDiagonal).isBetween(1, SIZE - 1);
    assertThat(evaluation.accuracy().orElseThrow()).isCloseTo(onTheDiagonal / 1.5, within(1e-9));
  }

  @Test
  void addsUpTheErrorsAndTheLossOfEverySample() {
    RandomSamples samples = new RandomSamples(SIZE, 6, 3);
    Network network = network(6, 3);
    double absolute = 0;
    double squared = 0;
    for (int i = 0; i < SIZE; i++) {
      double[] p = network.predict(samples.input(i));
      for (int j = 0; j < 3; j++) {
        double error = p[j] - (samples.label(i) == j ? 1 : 0);
        absolute += Math.abs(error);
        squared += error * error;
      }
    }

    Evaluation evaluation = Evaluation.of(network, samples, new MeanSquaredError());

    assertThat(evaluation.regression().meanAbsoluteError())
        .isCloseTo(absolute / (3 * SIZE), within(1e-12));
    assertThat(evaluation.meanLoss()).isPresent();
    assertThat(evaluation.meanLoss().orElseThrow())
        .isCloseTo(squared / (3 * SIZE), within(1e-12))
        .isCloseTo(Math.pow(evaluation.regression().rootMeanSquaredError(), 2), within(1e-12));
  }

  @Test
  void hasNoMeanLossIfNoLossIsGiven() {
    assertThat(Evaluation.of(network(1, 2), new RandomSamples(3, 1, 2)).meanLoss()).isEmpty();
  }

  @Test
  void evaluatesAnyNumberOfClasses() {
    RandomSamples samples = new RandomSamples(3, 1, 5000);
    samples.input(1)[0] = 1;
    Network network = network(1, 5000);
    double[] weights = new double[5000];
    weights[samples.label(1)] = 1;
    network.parameters().get(0).set(weights);

    Evaluation evaluation = Evaluation.of(network, samples);

    assertThat(evaluation.total()).isEqualTo(3);
    assertThat(evaluation.correct()).hasValue(1);
  }

  @Test
  void aRegressionHasNoMetricsOfClasses() {
    Samples quantities =
        new ListedSamples(new double[][] {{0}, {1}, {2}}, new double[][] {{0}, {1}, {0.5}});

    Evaluation evaluation = Evaluation.of(network(1, 1), quantities, new MeanSquaredError());

    assertThat(evaluation.classification()).isEmpty();
    assertThat(evaluation.correct()).isEmpty();
    assertThat(evaluation.accuracy()).isEmpty();
    assertThat(evaluation.total()).isEqualTo(3);
    assertThat(evaluation.regression().total()).isEqualTo(3);
    assertThat(evaluation.meanLoss()).isPresent();
  }

  @Test
  void refusesToEvaluateNoSamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(network(1, 2), new RandomSamples(0, 1, 2)))
        .withMessage("there are no samples, expected at least 1");
  }

  @Test
  void refusesSamplesOfAnotherShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(network(1, 2), new RandomSamples(3, 1, 4)))
        .withMessage("the samples' targets [4] do not fit the network's [2]");
  }
}
