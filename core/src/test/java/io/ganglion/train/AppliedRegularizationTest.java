package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Parameter.Role;
import io.ganglion.optimizer.Regularization;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppliedRegularizationTest {

  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final Backend<?> BACKEND = Backends.create("java", Precision.FLOAT64);
  private static final Backend<?> SINGLE = Backends.create("java", Precision.FLOAT32);

  private final Parameter weights =
      new Parameter(
          "0.weights", Tensor.of(BACKEND, Shape.of(2, 3), 3, 0.1, 1, -4, 0.2, 0), Role.WEIGHT);
  private final Parameter bias =
      new Parameter("0.bias", Tensor.of(BACKEND, Shape.of(1, 3), 6, 8, 10), Role.BIAS);
  private final List<Parameter> parameters = List.of(weights, bias);

  private static AppliedRegularization applied(
      Regularization regularization, List<Parameter> parameters) {
    return new AppliedRegularization(regularization, parameters);
  }

  @Test
  void l2AddsOnlyTheWeightsToTheirGradient() {
    Tensor g = Tensor.of(BACKEND, Shape.of(2, 3), 1, 1, 1, 1, 1, 1);
    Tensor gradientOfBias = Tensor.of(BACKEND, Shape.of(1, 3), 1, 1, 1);
    try (AppliedRegularization regularization =
        applied(new Regularization(0.5, 0, NONE, NONE), parameters)) {
      regularization.penalize(weights, g);
      regularization.penalize(bias, gradientOfBias);
    }

    assertThat(g.toArray()).containsExactly(2.5, 1.05, 1.5, -1, 1.1, 1);
    assertThat(gradientOfBias.toArray()).containsExactly(1, 1, 1);
    assertThat(weights.values()).containsExactly(3, 0.1, 1, -4, 0.2, 0);
  }

  @Test
  void decayShrinksOnlyTheWeights() {
    try (AppliedRegularization regularization =
        applied(new Regularization(0, 0.5, NONE, NONE), parameters)) {
      regularization.decay(0.2, weights);
      regularization.decay(0.2, bias);
    }

    assertThat(weights.values())
        .containsExactly(new double[] {2.7, 0.09, 0.9, -3.6, 0.18, 0}, within(1e-15));
    assertThat(bias.values()).containsExactly(6, 8, 10);
  }

  @Test
  void clippingScalesAllGradientsTogether() {
    Map<Parameter, Tensor> gradients =
        Map.of(
            weights, Tensor.of(BACKEND, Shape.of(2, 3), 3, 0, 0, 0, 0, 0),
            bias, Tensor.of(BACKEND, Shape.of(1, 3), 0, 4, 0));
    try (AppliedRegularization regularization =
        applied(new Regularization(0, 0, NONE, 1), parameters)) {
      regularization.clip(gradients::get);
    }

    assertThat(gradients.get(weights).toArray())
        .containsExactly(new double[] {0.6, 0, 0, 0, 0, 0}, within(1e-15));
    assertThat(gradients.get(bias).toArray())
        .containsExactly(new double[] {0, 0.8, 0}, within(1e-15));
  }

  /**
   * Scaled by 0, the gradient would be 0: training would idle to its end without a sign of
   * divergence.
   */
  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NaN})
  void withoutAFiniteNormNothingIsClipped(double value) {
    Tensor g = Tensor.of(SINGLE, Shape.of(1, 2), value, 3);
    Parameter p = new Parameter("0.weights", Tensor.zeros(SINGLE, Shape.of(1, 2)), Role.WEIGHT);
    try (AppliedRegularization regularization =
        applied(new Regularization(0, 0, NONE, 1), List.of(p))) {
      regularization.clip(any -> g);
    }

    assertThat(g.toArray()).containsExactly(value, 3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e20, Double.POSITIVE_INFINITY, Double.NaN})
  void withoutAFiniteNormNoUnitIsLimited(double value) {
    Parameter p =
        new Parameter("0.weights", Tensor.of(SINGLE, Shape.of(1, 2), value, 3), Role.WEIGHT);
    double before = p.values()[0];
    try (AppliedRegularization regularization =
        applied(new Regularization(0, 0, 1, NONE), List.of(p))) {
      regularization.limit(p);
    }

    assertThat(p.values()).containsExactly(before, 1);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 1e20", "FLOAT32, 3e38", "FLOAT64, 1e160", "FLOAT64, 1e307"})
  void clipsAGradientWhoseSquaresOverflow(Precision precision, double huge) {
    Backend<?> backend = Backends.create("java", precision);
    Tensor g = Tensor.of(backend, Shape.of(2, 2), 3 * huge / 10, 4 * huge / 10, 0, 0);
    Parameter p = new Parameter("0.weights", Tensor.zeros(backend, Shape.of(2, 2)), Role.WEIGHT);
    try (AppliedRegularization regularization =
        applied(new Regularization(0, 0, NONE, 10), List.of(p))) {
      regularization.clip(any -> g);
    }

    assertThat(g.toArray()).containsExactly(new double[] {6, 8, 0, 0}, within(1e-5));
  }

  @Test
  void smallGradientsStayUnchanged() {
    Tensor g = Tensor.of(BACKEND, Shape.of(2, 3), 0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
    try (AppliedRegularization regularization =
        applied(new Regularization(0, 0, NONE, 1), List.of(weights))) {
      regularization.clip(p -> g);
    }

    assertThat(g.toArray()).containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6);
  }

  @Test
  void maxNormScalesOnlyTheWeightsIntoAUnit() {
    try (AppliedRegularization regularization =
        applied(new Regularization(0, 0, 2, NONE), parameters)) {
      regularization.limit(weights);
      regularization.limit(bias);
    }

    assertThat(weights.values())
        .containsExactly(new double[] {1.2, 0.1, 1, -1.6, 0.2, 0}, within(1e-15));
    assertThat(bias.values()).containsExactly(6, 8, 10);
  }
}
