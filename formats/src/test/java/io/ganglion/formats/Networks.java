package io.ganglion.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.nio.file.Path;
import java.util.List;

/** Networks whose weights are saved and loaded. */
final class Networks {

  private Networks() {}

  static Network network(long seed, Precision precision, Layer... layers) {
    return Network.of(
        Backends.create("java", precision),
        new SplitMix64(seed),
        Shape.of(((Linear) layers[0]).inputs()),
        layers);
  }

  /** The network of the golden files: weights [3, 4] and [4, 2]. */
  static Network small(Precision precision) {
    return network(1, precision, new Linear(3, 4), new Linear(4, 2), new Softmax());
  }

  static List<double[]> values(Network network) {
    return network.parameters().stream().map(Parameter::values).toList();
  }

  static void assertSameBits(Network actual, Network expected) {
    List<double[]> values = values(expected);
    assertThat(values).isNotEmpty();
    assertThat(values(actual)).containsExactly(values.toArray(double[][]::new));
  }

  static void assertRefused(Path file, Network network, String message) {
    List<double[]> before = values(network);
    assertThatThrownBy(() -> Weights.load(file, network))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
    assertThat(values(network)).containsExactly(before.toArray(double[][]::new));
  }
}
