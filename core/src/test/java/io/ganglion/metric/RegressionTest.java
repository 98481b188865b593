package io.ganglion.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.random.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RegressionTest {

  private static Regression regression(int outputs, double[] p, double[] t) {
    Regression.Builder builder = Regression.of(outputs);
    for (int i = 0; i < p.length / outputs; i++) {
      builder.add(p, t, i * outputs);
    }
    return builder.build();
  }

  private static double[] numbers(SplitMix64 random, int n, double from) {
    return random.doubles(n).map(u -> from + u).toArray();
  }

  @Property(tries = 300)
  void agreesWithTheFormulas(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int n,
      @ForAll @IntRange(min = 3, max = 30) int m) {
    SplitMix64 random = new SplitMix64(seed);
    double[] p = numbers(random, n * m, 0);
    double[] t = numbers(random, n * m, 0.2);

    Regression regression = regression(n, p, t);

    double allAbsolute = 0;
    double allSquared = 0;
    double allR = 0;
    for (int j = 0; j < n; j++) {
      double mean = 0;
      double absolute = 0;
      double squared = 0;
      for (int i = 0; i < m; i++) {
        mean += t[i * n + j] / m;
        absolute += Math.abs(p[i * n + j] - t[i * n + j]);
        squared += Math.pow(p[i * n + j] - t[i * n + j], 2);
      }
      double variation = 0;
      for (int i = 0; i < m; i++) {
        variation += Math.pow(t[i * n + j] - mean, 2);
      }
      double r = 1 - squared / variation;
      allAbsolute += absolute;
      allSquared += squared;
      allR += r;
      assertThat(regression.meanAbsoluteError(j)).isEqualTo(absolute / m, within(1e-12));
      assertThat(regression.rootMeanSquaredError(j))
          .isEqualTo(Math.sqrt(squared / m), within(1e-12));
      assertThat(regression.rSquared(j)).isEqualTo(r, within(1e-9 * (1 + Math.abs(r))));
    }
    assertThat(regression.total()).isEqualTo(m);
    assertThat(regression.meanAbsoluteError()).isEqualTo(allAbsolute / (m * n), within(1e-12));
    assertThat(regression.rootMeanSquaredError())
        .isEqualTo(Math.sqrt(allSquared / (m * n)), within(1e-12));
    assertThat(regression.rSquared()).isEqualTo(allR / n, within(1e-9 * (1 + Math.abs(allR))));
  }

  @Property(tries = 100)
  void theRootMeanSquaredErrorIsAtLeastTheMeanAbsoluteError(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int m) {
    SplitMix64 random = new SplitMix64(seed);
    Regression regression = regression(1, numbers(random, m, 0), numbers(random, m, 0));

    assertThat(regression.rootMeanSquaredError())
        .isGreaterThanOrEqualTo(regression.meanAbsoluteError() - 1e-15);
  }

  @Test
  void computesTheErrorsOfASmallExample() {
    double[] t = {3, -0.5, 2, 7};
    double[] p = {2.5, 0, 2, 8};

    assertThat(regression(1, p, t).meanAbsoluteError(0)).isEqualTo(0.5);
    assertThat(regression(1, p, t).rootMeanSquaredError(0)).isEqualTo(Math.sqrt(0.375));
    assertThat(regression(1, p, t).rSquared(0)).isEqualTo(1 - 1.5 / 29.1875, within(1e-15));
  }

  @Test
  void rSquaredIsZeroForTheMeanAndOneForTheTargets() {
    double[] t = {1, 2, 6};

    assertThat(regression(1, new double[] {3, 3, 3}, t).rSquared()).isZero();
    assertThat(regression(1, t, t).rSquared()).isEqualTo(1);
    assertThat(regression(1, t, t).rootMeanSquaredError()).isZero();
  }

  @Test
  void rSquaredOfConstantTargetsIsOneOrZero() {
    double[] t = {0.1, 0.1, 0.1};

    assertThat(regression(1, t, t).rSquared()).isEqualTo(1);
    assertThat(regression(1, new double[] {0.1, 0.1, 0.3}, t).rSquared()).isZero();
    assertThat(regression(1, new double[] {5}, new double[] {5}).rSquared()).isEqualTo(1);
    assertThat(regression(1, new double[] {4}, new double[] {5}).rSquared()).isZero();
  }

  @Test
  void losesLittlePrecisionWhereTheMeanIsLarge() {
    double[] t = {1e9 + 1, 1e9 + 2, 1e9 + 3};
    double[] p = {1e9 + 2, 1e9 + 2, 1e9 + 2};

    assertThat(regression(1, p, t).rSquared()).isEqualTo(0, within(1e-6));
  }

  @Test
  void propagatesNaN() {
    Regression regression = regression(2, new double[] {1, Double.NaN}, new double[] {1, 2});

    assertThat(regression.meanAbsoluteError(1)).isNaN();
    assertThat(regression.rootMeanSquaredError()).isNaN();
    assertThat(regression.meanAbsoluteError(0)).isZero();
  }

  @Test
  void isImmutable() {
    Regression.Builder builder = Regression.of(1);
    builder.add(new double[] {1}, new double[] {2}, 0);
    Regression regression = builder.build();
    builder.add(new double[] {1}, new double[] {9}, 0);

    assertThat(regression.total()).isEqualTo(1);
    assertThat(regression.meanAbsoluteError()).isEqualTo(1);
  }

  @Test
  void refusesNoOutputAndNoSample() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Regression.of(0))
        .withMessage("expected at least 1 output, got 0");
    assertThatIllegalStateException()
        .isThrownBy(() -> Regression.of(1).build())
        .withMessage("no sample was added, expected at least 1");
  }
}
