package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.network.Network;
import io.ganglion.network.Propagation;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

  private static final int N = 20_000;

  private static Network network(double rate) {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Shape.of(N),
        new Dropout(rate));
  }

  private static double[] train(Propagation propagation) {
    double[] ones = new double[N];
    Arrays.fill(ones, 1);
    propagation.input().write(ones);
    propagation.forward();
    return propagation.output().toArray();
  }

  @Test
  void zeroesItsFractionInTrainingAndPreservesTheMean() {
    try (Propagation propagation = Propagation.forTraining(network(0.3), 1, new SplitMix64(7))) {
      double[] y = train(propagation);

      assertThat(y).containsOnly(0, 1 / 0.7);
      assertThat(Arrays.stream(y).average().orElseThrow()).isEqualTo(1, within(0.02));
      assertThat(train(propagation)).as("the mask of the next batch").isNotEqualTo(y);
    }
  }

  @Test
  void drawsTheSameMasksFromTheSameSeed() {
    try (Propagation first = Propagation.forTraining(network(0.5), 1, new SplitMix64(7));
        Propagation second = Propagation.forTraining(network(0.5), 1, new SplitMix64(7))) {
      assertThat(train(first)).isEqualTo(train(second));
    }
  }

  @Test
  void changesNothingInPrediction() {
    double[] x = new SplitMix64(3).doubles(N).toArray();

    assertThat(network(0.9).predict(x)).isEqualTo(x);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
  void refusesARateOutsideZeroToOne(double rate) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dropout(rate))
        .withMessage("the dropout rate must be at least 0 and less than 1, got " + rate);
  }
}
