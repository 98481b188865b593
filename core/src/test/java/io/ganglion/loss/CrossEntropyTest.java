package io.ganglion.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {

  private final CrossEntropy loss = new CrossEntropy();

  @Test
  void isMinusTheLogarithmOfTheProbabilityOfTheCorrectClass() {
    assertThat(loss.value(new double[] {0.2, 0.5, 0.3}, new double[] {0, 1, 0}, 0, 3))
        .isEqualTo(-Math.log(0.5), within(1e-15));
  }

  @Test
  void raisesAProbabilityThatUnderflows() {
    double[] p = {0, 1};
    double[] t = {1, 0};
    double[] g = new double[2];
    loss.gradient(p, t, g, 0, 2);

    assertThat(loss.value(p, t, 0, 2)).isEqualTo(-StrictMath.log(1e-7));
    assertThat(g).containsExactly(-1 / 1e-7, -0.0);
  }

  @Test
  void raisesOnlyBelowEpsilon() {
    double below = Math.nextDown(1e-7);

    assertThat(loss.value(new double[] {1e-7}, new double[] {1}, 0, 1))
        .isEqualTo(-StrictMath.log(1e-7));
    assertThat(loss.value(new double[] {below}, new double[] {1}, 0, 1))
        .isEqualTo(-StrictMath.log(below + 1e-7));
  }

  @Test
  void readsOnlyTheSampleAtTheOffset() {
    double[] p = {9, 9, 0.25, 0.75, 9, 9};
    double[] t = {9, 9, 1, 0, 9, 9};
    double[] g = {7, 7, 7, 7, 7, 7};
    loss.gradient(p, t, g, 2, 2);

    assertThat(loss.value(p, t, 2, 2)).isEqualTo(-StrictMath.log(0.25));
    assertThat(g).containsExactly(7, 7, -4, -0.0, 7, 7);
  }

  @Test
  void propagatesNaNWhateverTheTarget() {
    assertThat(loss.value(new double[] {Double.NaN, 1}, new double[] {0, 1}, 0, 2)).isNaN();
    assertThat(loss.value(new double[] {Double.NaN, 1}, new double[] {1, 0}, 0, 2)).isNaN();
  }

  @Property
  void itsGradientIsItsDerivative(
      @ForAll @DoubleRange(min = 0.01, max = 1) double p0,
      @ForAll @DoubleRange(min = 0, max = 1) double t0) {
    double step = 1e-6;
    double[] t = {t0};
    double[] g = new double[1];
    loss.gradient(new double[] {p0}, t, g, 0, 1);
    double above = loss.value(new double[] {p0 + step}, t, 0, 1);
    double below = loss.value(new double[] {p0 - step}, t, 0, 1);

    assertThat(g[0]).isCloseTo((above - below) / (2 * step), within(1e-5 * (1 + Math.abs(g[0]))));
  }
}
