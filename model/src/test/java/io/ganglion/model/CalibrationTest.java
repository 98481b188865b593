package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.metric.Decision;
import io.ganglion.random.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CalibrationTest {

  private static final int SAMPLES = 2000;

  /** Probabilities that are right as often as they say, and classes drawn from them. */
  private record Draws(double[][] probabilities, int[] labels) {

    static Draws of(int classes, long seed) {
      SplitMix64 random = new SplitMix64(seed);
      double[][] probabilities = new double[SAMPLES][classes];
      int[] labels = new int[SAMPLES];
      for (int i = 0; i < SAMPLES; i++) {
        double sum = 0;
        for (int j = 0; j < classes; j++) {
          probabilities[i][j] = Math.exp(10 * random.nextDouble());
          sum += probabilities[i][j];
        }
        double at = random.nextDouble();
        for (int j = 0; j < classes; j++) {
          probabilities[i][j] /= sum;
          if (at >= 0) {
            labels[i] = j;
          }
          at -= probabilities[i][j];
        }
      }
      return new Draws(probabilities, labels);
    }

    /** The same, as sure of themselves as a network that has learnt for too long. */
    double[][] sharpened(double temperature) {
      double[][] sharp = new double[SAMPLES][];
      for (int i = 0; i < SAMPLES; i++) {
        sharp[i] = new Calibration(1 / temperature, 0).apply(probabilities[i]);
      }
      return sharp;
    }
  }

  @Property(tries = 5)
  void findsTheTemperatureThatMadePredictionsTooSure(
      @ForAll @IntRange(min = 2, max = 10) int classes,
      @ForAll @DoubleRange(min = 0.5, max = 3) double temperature,
      @ForAll long seed) {
    Draws draws = Draws.of(classes, seed);
    Calibration found = Calibration.of(draws.sharpened(temperature), draws.labels());
    assertThat(found.temperature()).isCloseTo(temperature, within(0.2 * temperature));
  }

  @Property(tries = 50)
  void changesNoDecisionAndKeepsTheSum(
      @ForAll @DoubleRange(min = 0.05, max = 20) double temperature,
      @ForAll @IntRange(min = 2, max = 9) int classes,
      @ForAll long seed) {
    double[] p = Draws.of(classes, seed).probabilities()[0];
    double[] q = new Calibration(temperature, 0).apply(p);
    double sum = 0;
    for (double share : q) {
      sum += share;
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
    assertThat(Decision.argmax(q, 0, classes)).isEqualTo(Decision.argmax(p, 0, classes));
  }

  @Test
  void certaintyAndImpossibilityStay() {
    assertThat(new Calibration(7, 0).apply(0, 1, 0)).containsExactly(0, 1, 0);
    assertThat(new Calibration(7, 0).apply(1.0)).containsExactly(1);
    assertThat(new Calibration(7, 0).apply(0.0)).containsExactly(0);
    assertThat(new Calibration(0.05, 0).apply(1e-300, 1e-299)[1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void aSingleOutputIsTheProbabilityOfItsClass() {
    Draws two = Draws.of(2, 5);
    double[][] single = new double[SAMPLES][];
    for (int i = 0; i < SAMPLES; i++) {
      single[i] = new double[] {two.probabilities()[i][1]};
    }
    Calibration of = Calibration.of(single, two.labels());
    Calibration expected = Calibration.of(two.probabilities(), two.labels());
    assertThat(of.temperature()).isCloseTo(expected.temperature(), within(1e-6));
    assertThat(of.threshold()).isCloseTo(expected.threshold(), within(1e-6));
  }

  @Property(tries = 5)
  void sureAnswersAreWrongAtMostHalfAsOftenAsAll(
      @ForAll @IntRange(min = 2, max = 10) int classes, @ForAll long seed) {
    Draws draws = Draws.of(classes, seed);
    Calibration found = Calibration.of(draws.probabilities(), draws.labels());
    int wrong = 0;
    int sure = 0;
    int sureAndWrong = 0;
    for (int i = 0; i < SAMPLES; i++) {
      double[] p = found.apply(draws.probabilities()[i]);
      int best = Decision.argmax(p, 0, classes);
      boolean isWrong = best != draws.labels()[i];
      wrong += isWrong ? 1 : 0;
      if (p[best] >= found.threshold()) {
        sure++;
        sureAndWrong += isWrong ? 1 : 0;
      }
    }
    assertThat(found.threshold()).isGreaterThanOrEqualTo(0.5);
    assertThat((double) sureAndWrong * SAMPLES).isLessThanOrEqualTo(0.5 * wrong * sure);
    assertThat(sure).isPositive();
  }

  @Test
  void samplesThatAreAllRightTellNothing() {
    double[][] sure = {{0.9, 0.1}, {0.2, 0.8}, {0.7, 0.3}};
    assertThat(Calibration.of(sure, new int[] {0, 1, 0})).isEqualTo(new Calibration(1, 0.5));
  }

  @Test
  void whatIsNotAProbabilityIsRefused() {
    for (double[] prediction : new double[][] {{0, 0, 0}, {-1, 2}, {Double.NaN, 1}, {1.5}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Calibration.of(new double[][] {prediction}, new int[] {0}));
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Calibration(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Calibration(Double.NaN, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Calibration(1, 1.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(new double[0][], new int[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(new double[][] {{1, 0}}, new int[2]));
  }
}
