package io.ganglion.benchmarks;

import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The sizes of network that are measured: two linear layers without bias, then softmax. */
enum Topology {
  /** The original program's: 784–100–10, on images of 28×28 pixels. */
  ORIGINAL(28, 100),

  /** One whose weights, 5 MB in float64, no longer fit into a core's own cache: 784–800–10. */
  WIDE(28, 800),

  /** One where calls cost more than numbers: 64–32–10, on images of 8×8 pixels. */
  SMALL(8, 32);

  /** The classes of digits. */
  static final int OUTPUTS = 10;

  private final int side;
  private final int hidden;

  Topology(int side, int hidden) {
    this.side = side;
    this.hidden = hidden;
  }

  /**
   * Finds a topology by its label.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Topology of(String label) {
    return Arrays.stream(values())
        .filter(topology -> topology.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no network is called '"
                        + label
                        + "'; expected one of "
                        + Arrays.stream(values())
                            .map(Topology::label)
                            .collect(Collectors.joining(", "))));
  }

  /** The name that parameters of benchmarks and reports use: {@code "original"}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Pixels in a row or a column of an image. */
  int side() {
    return side;
  }

  /** Numbers a sample has. */
  int inputs() {
    return side * side;
  }

  /** Numbers between the two linear layers. */
  int hidden() {
    return hidden;
  }

  /** Makes the network with the same weights for every backend, but for rounding. */
  Network network(Backend<?> backend) {
    return Network.of(
        backend,
        new SplitMix64(1),
        Shape.of(side, side),
        new Linear(inputs(), hidden),
        new Linear(hidden, OUTPUTS),
        new Softmax());
  }

  /** The first values of the weights: those of the first layer, then those of the second. */
  double[][] weights() {
    SplitMix64 random = new SplitMix64(1);
    double[][] weights = {new double[inputs() * hidden], new double[hidden * OUTPUTS]};
    new Linear(inputs(), hidden)
        .parameters(Shape.of(inputs()))
        .get(0)
        .initializer()
        .initialize(weights[0], random);
    new Linear(hidden, OUTPUTS)
        .parameters(Shape.of(hidden))
        .get(0)
        .initializer()
        .initialize(weights[1], random);
    return weights;
  }
}
