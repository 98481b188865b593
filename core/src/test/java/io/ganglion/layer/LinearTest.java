package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.Backends;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearTest {

  private static Network network(Linear layer) {
    return Network.of(
        Backends.create("java", Precision.FLOAT64),
        new SplitMix64(1),
        Shape.of(layer.inputs()),
        layer);
  }

  @ParameterizedTest
  @EnumSource
  void initializesItsWeightsAsItsInitializationSays(Initialization initialization) {
    double[] expected = new double[12];
    initialization.of(4, 3).initialize(expected, new SplitMix64(1));

    assertThat(network(new Linear(4, 3, true, initialization)).parameters().get(0).values())
        .containsExactly(expected);
  }

  @Test
  void isInitializedUniformlyByDefault() {
    assertThat(new Linear(4, 3)).isEqualTo(new Linear(4, 3, false, Initialization.UNIFORM));
    assertThat(new Linear(4, 3, true)).isEqualTo(new Linear(4, 3, true, Initialization.UNIFORM));
  }

  @Test
  void givesItsParametersTheRolesOfWeightAndBias() {
    assertThat(network(new Linear(4, 3, true)).parameters())
        .extracting(Parameter::role)
        .containsExactly(Parameter.Role.WEIGHT, Parameter.Role.BIAS);
  }
}
