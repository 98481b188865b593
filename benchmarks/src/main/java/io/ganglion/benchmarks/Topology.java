package io.ganglion.benchmarks;

import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.layer.Activate;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The measured networks: two linear layers without bias, in one network with ReLU between them,
 * then softmax.
 */
enum Topology {
  /** The original program's network: 784–100–10, on images of 28×28 pixels. */
  ORIGINAL(28, 100, false),

  /**
   * A network whose weights, 5 MB in float64, do not fit into a core's own cache: 784–800–ReLU–10.
   * Its initial weights lie on both sides of 0, so that ReLU has something to do.
   */
  WIDE(28, 800, true),

  /** A network so small that calls cost more than arithmetic: 64–32–10, on images of 8×8 pixels. */
  SMALL(8, 32, false);

  /** The number of classes: the ten digits. */
  static final int OUTPUTS = 10;

  private final int side;
  private final int hidden;
  private final boolean rectified;

  Topology(int side, int hidden, boolean rectified) {
    this.side = side;
    this.hidden = hidden;
    this.rectified = rectified;
  }

  /**
   * Returns the topology with the given label.
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

  /** The name used in benchmark parameters and reports, for example {@code "original"}. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The height and width of an image, in pixels. */
  int side() {
    return side;
  }

  /** The number of inputs. */
  int inputs() {
    return side * side;
  }

  /** The number of units between the two linear layers. */
  int hidden() {
    return hidden;
  }

  /** The sizes, for the programs written by hand and the peers. */
  Sizes sizes() {
    return new Sizes(inputs(), hidden, OUTPUTS, rectified);
  }

  /** Creates the network, with the same weights on every backend except for rounding. */
  Network network(Backend<?> backend) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Linear(inputs(), hidden));
    if (rectified) {
      layers.add(new Activate(Activations.RELU));
    }
    layers.add(new Linear(hidden, OUTPUTS));
    layers.add(new Softmax());
    Network network =
        Network.of(backend, new SplitMix64(1), Shape.of(side, side), layers.toArray(Layer[]::new));
    double[][] weights = weights();
    for (int i = 0; i < weights.length; i++) {
      network.parameters().get(i).set(weights[i]);
    }
    return network;
  }

  /** The initial weights: those of the first layer, then those of the second. */
  double[][] weights() {
    SplitMix64 random = new SplitMix64(1);
    return new double[][] {weights(inputs(), hidden, random), weights(hidden, OUTPUTS, random)};
  }

  /** Uniform in [0, 1/√inputs), as in the original program; with ReLU, shifted to a mean of 0. */
  private double[] weights(int inputs, int outputs, SplitMix64 random) {
    double[] weights = new double[inputs * outputs];
    new Linear(inputs, outputs)
        .parameters(Shape.of(inputs))
        .get(0)
        .initializer()
        .initialize(weights, random);
    if (rectified) {
      double mean = 0.5 / Math.sqrt(inputs);
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= mean;
      }
    }
    return weights;
  }
}
