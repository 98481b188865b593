package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.Backends;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import org.junit.jupiter.api.Test;

class IdentityTest {

  @Test
  void changesNothing() {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(2, 2),
            new Identity());

    assertThat(network.predict(-1, 0, 1e300, 0.1)).containsExactly(-1, 0, 1e300, 0.1);
    assertThat(network).hasToString("[2, 2] identity [2, 2]");
  }
}
