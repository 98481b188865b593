package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void countsEverySampleByItsClassAndTheOneItIsTakenFor() {
    RandomSamples samples = new RandomSamples(150, 6, 3);
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(3),
            Shape.of(6),
            new Linear(6, 3));
    int[][] expected = new int[3][3];
    for (int i = 0; i < 150; i++) {
      expected[samples.label(i)][Predictor.argmax(network.predict(samples.input(i)), 0, 3)]++;
    }
    int onTheDiagonal = expected[0][0] + expected[1][1] + expected[2][2];

    Evaluation evaluation = Evaluation.of(network, samples);

    assertThat(evaluation.confusion().orElseThrow()).isDeepEqualTo(expected);
    assertThat(evaluation.total()).isEqualTo(150);
    assertThat(evaluation.correct()).isEqualTo(onTheDiagonal).isBetween(1, 149);
    assertThat(evaluation.accuracy()).isCloseTo(onTheDiagonal / 1.5, within(1e-9));
  }

  @Test
  void leavesOutATableOfMoreClassesThanAnyoneReads() {
    assertThat(alwaysTheFirstOf(1024).confusion()).isPresent();
    assertThat(alwaysTheFirstOf(1025).confusion()).isEmpty();
  }

  @Test
  void countsWhatIsRightOfAnyNumberOfClasses() {
    RandomSamples samples = new RandomSamples(3, 1, 5000);
    samples.input(1)[0] = 1;
    Network network = network(5000);
    double[] weights = new double[5000];
    weights[samples.label(1)] = 1;
    network.parameters().get(0).set(weights);

    Evaluation evaluation = Evaluation.of(network, samples);

    assertThat(evaluation.total()).isEqualTo(3);
    assertThat(evaluation.correct()).isEqualTo(1);
  }

  private static Network network(int classes) {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(3),
        Shape.of(1),
        new Linear(1, classes));
  }

  /** Evaluates a network whose outputs are all alike. */
  private static Evaluation alwaysTheFirstOf(int classes) {
    Network network = network(classes);
    network.parameters().get(0).set(new double[classes]);
    return Evaluation.of(network, new RandomSamples(3, 1, classes));
  }

  @Test
  void refusesToJudgeByNoSamples() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(network(2), new RandomSamples(0, 1, 2)))
        .withMessage("there are no samples, expected at least 1");
  }

  @Test
  void givesACopyOfItsCounts() {
    Evaluation evaluation = alwaysTheFirstOf(2);
    int[][] before = evaluation.confusion().orElseThrow();
    evaluation.confusion().orElseThrow()[0][0] = 99;

    assertThat(evaluation.confusion().orElseThrow()).isDeepEqualTo(before);
  }
}
