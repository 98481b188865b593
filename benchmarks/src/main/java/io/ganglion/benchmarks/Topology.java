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
 * The networks that are measured: two linear layers without bias, in one of them with ReLU between,
 * then softmax.
 */
enum Topology {
  /** The original program's: 784–100–10, on images of 28×28 pixels. */
  ORIGINAL(28, 100, false),

  /**
   * One whose weights, 5 MB in float64, no longer fit into a core's own cache: 784–800–ReLU–10. Its
   * first weights lie on both sides of 0, so that ReLU has something to do.
   */
  WIDE(28, 800, true),

  /** One where calls cost more than numbers: 64–32–10, on images of 8×8 pixels. */
  SMALL(8, 32, false);

  /** The classes of digits. */
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

  /** What the programs written by hand and the peers need to know. */
  Sizes sizes() {
    return new Sizes(inputs(), hidden, OUTPUTS, rectified);
  }

  /** Makes the network with the same weights for every backend, but for rounding. */
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

  /** The first values of the weights: those of the first layer, then those of the second. */
  double[][] weights() {
    SplitMix64 random = new SplitMix64(1);
    return new double[][] {weights(inputs(), hidden, random), weights(hidden, OUTPUTS, random)};
  }

  /** Uniform in [0, 1/√inputs), as the original has them; around 0 where there is ReLU. */
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
