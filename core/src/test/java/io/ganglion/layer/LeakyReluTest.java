package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeakyReluTest {

  private final Backend<?> backend = Backends.create("java", Precision.FLOAT64);

  @Property
  void multipliesNegativeNumbersByItsSlope(
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double s,
      @ForAll @Size(5) List<@DoubleRange(min = -1e6, max = 1e6) Double> samples) {
    double[] x = samples.stream().mapToDouble(Double::doubleValue).toArray();

    double[] y = Network.of(backend, new SplitMix64(1), Shape.of(5), new LeakyRelu(s)).predict(x);

    for (int j = 0; j < 5; j++) {
      assertThat(y[j]).isCloseTo(x[j] > 0 ? x[j] : s * x[j], within(1e-15 * Math.abs(x[j])));
    }
  }

  @Test
  void multipliesTheGradientsOfNegativeNumbersByItsSlope() {
    Shape shape = Shape.of(1, 5);
    Tensor x = Tensor.of(backend, shape, -2, -1e-9, 0, 1e-9, 3);
    Tensor y = Tensor.zeros(backend, shape);
    Tensor gy = Tensor.of(backend, shape, 4, 4, 4, 4, -8);
    Tensor gx = Tensor.zeros(backend, shape);
    Pass pass =
        new LeakyRelu(0.25)
            .pass(new PassContext(backend, shape, shape, List.of(), true, new SplitMix64(1)));

    pass.forward(x, y);
    pass.backward(x, y, gy, gx, null);

    assertThat(y.toArray()).containsExactly(-0.5, -0.25e-9, 0, 1e-9, 3);
    assertThat(gx.toArray()).containsExactly(1, 1, 1, 4, -8);
    assertThat(x.toArray()).containsExactly(-2, -1e-9, 0, 1e-9, 3);
    assertThat(gy.toArray()).containsExactly(4, 4, 4, 4, -8);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1, 2, Double.NaN})
  void refusesASlopeOutsideZeroToOne(double slope) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LeakyRelu(slope))
        .withMessage("the slope of a leaky ReLU must be at least 0 and less than 1, got " + slope);
  }
}
