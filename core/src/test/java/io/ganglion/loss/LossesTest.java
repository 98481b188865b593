package io.ganglion.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {

  private static final double[] P = {0.5, 0.25, 0.9};
  private static final double[] T = {1, 0, 0.8};

  private static double value(Loss loss) {
    return loss.value(P, T, 0, 3);
  }

  private static double[] gradient(Loss loss, double[] p, double[] t) {
    double[] g = new double[p.length];
    loss.gradient(p, t, g, 0, p.length);
    return g;
  }

  static Stream<Loss> losses() {
    return Stream.of(
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        new Huber(0.3),
        new BinaryCrossEntropy(),
        new SoftmaxCrossEntropy(),
        new SoftmaxCrossEntropy(0.1));
  }

  @Test
  void meanSquaredError() {
    assertThat(value(new MeanSquaredError())).isEqualTo((0.25 + 0.0625 + 0.01) / 3, within(1e-15));
  }

  @Test
  void meanAbsoluteErrorHasNoGradientAtItsTarget() {
    assertThat(value(new MeanAbsoluteError())).isEqualTo((0.5 + 0.25 + 0.1) / 3, within(1e-15));
    assertThat(gradient(new MeanAbsoluteError(), new double[] {2, 1}, new double[] {2, 3}))
        .containsExactly(0, -0.5);
  }

  @Test
  void huberIsSquaredNearTheTargetAndAbsoluteFarFromIt() {
    double far = 0.3 * (0.5 - 0.15);
    assertThat(value(new Huber(0.3)))
        .isEqualTo((far + 0.25 * 0.25 / 2 + 0.1 * 0.1 / 2) / 3, within(1e-15));
    assertThat(gradient(new Huber(1), new double[] {9, 0.5}, new double[] {0, 0}))
        .containsExactly(0.5, 0.25);
  }

  @Test
  void binaryCrossEntropyStaysFiniteWhereAProbabilityIsCertainAndWrong() {
    double[] p = {0, 1};
    double[] t = {1, 0};
    Loss loss = new BinaryCrossEntropy();

    assertThat(loss.value(p, t, 0, 2)).isEqualTo(-StrictMath.log(1e-7), within(1e-6));
    assertThat(gradient(loss, p, t)[0]).isNegative().isFinite();
    assertThat(gradient(loss, p, t)[1]).isPositive().isFinite();
  }

  @Test
  void softmaxCrossEntropyIsCrossEntropyOfTheSoftmax() {
    double sum = Arrays.stream(P).map(Math::exp).sum();
    double[] t = {0, 1, 0};

    assertThat(new SoftmaxCrossEntropy().value(P, t, 0, 3))
        .isEqualTo(-Math.log(Math.exp(0.25) / sum), within(1e-15));
    assertThat(gradient(new SoftmaxCrossEntropy(), P, t)[1])
        .isEqualTo(Math.exp(0.25) / sum - 1, within(1e-15));
  }

  @Test
  void softmaxCrossEntropyOfHugeLogitsIsExact() {
    double[] p = {1e4, -1e4};

    assertThat(new SoftmaxCrossEntropy().value(p, new double[] {0, 1}, 0, 2)).isEqualTo(2e4);
    assertThat(gradient(new SoftmaxCrossEntropy(), p, new double[] {0, 1})).containsExactly(1, -1);
  }

  @Test
  void smoothingGivesEveryClassItsShare() {
    double plain = new SoftmaxCrossEntropy().value(P, new double[] {0.05, 0.05, 0.9}, 0, 3);

    assertThat(new SoftmaxCrossEntropy(0.15).value(P, new double[] {0, 0, 1}, 0, 3))
        .isEqualTo(plain, within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void readsOnlyTheSampleAtTheOffset(Loss loss) {
    double[] p = {9, 9, P[0], P[1], P[2], 9};
    double[] t = {9, 9, T[0], T[1], T[2], 9};
    double[] g = {7, 7, 7, 7, 7, 7};
    loss.gradient(p, t, g, 2, 3);

    assertThat(loss.value(p, t, 2, 3)).isEqualTo(value(loss));
    assertThat(Arrays.copyOfRange(g, 2, 5)).isEqualTo(gradient(loss, P, T));
    assertThat(new double[] {g[0], g[1], g[5]}).containsOnly(7);
  }

  @ParameterizedTest
  @MethodSource("losses")
  void propagatesNaN(Loss loss) {
    assertThat(loss.value(new double[] {0.5, Double.NaN}, new double[] {1, 0}, 0, 2)).isNaN();
  }

  @Test
  void refusesParametersOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Huber(0))
        .withMessage("the delta of the Huber loss must be a finite number above 0, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SoftmaxCrossEntropy(1))
        .withMessage("label smoothing must be at least 0 and less than 1, got 1.0");
  }
}
