package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    Evaluation evaluation = Evaluation.of(network, samples);

    assertThat(evaluation.confusion()).isDeepEqualTo(expected);
    assertThat(evaluation.total()).isEqualTo(150);
  }

  @Test
  void refusesMoreClassesThanItHasMemoryToCount() {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(3),
            Shape.of(1),
            new Linear(1, 100_000));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(network, new RandomSamples(0, 1, 100_000)))
        .withMessage(
            "the network's output [100000] has 100000 classes, and an evaluation counts each"
                + " against each other for at most 4096; compare its predictions yourself");
  }

  @Test
  void accuracyIsTheShareOnTheDiagonal() {
    Evaluation evaluation = new Evaluation(new int[][] {{5, 1}, {2, 8}});

    assertThat(evaluation.correct()).isEqualTo(13);
    assertThat(evaluation.total()).isEqualTo(16);
    assertThat(evaluation.accuracy()).isEqualTo(81.25);
  }
}
