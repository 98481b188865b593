package io.ganglion.cli;

import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;

/** The original's network, for pictures of any size and any number of classes. */
final class Classifier {

  /** How many numbers are between the two linear layers. */
  static final int HIDDEN = 100;

  private Classifier() {}

  /** Builds it with fresh weights: {@code pixels → linear 100 → linear classes → softmax}. */
  static Network fresh(Backend<?> backend, long seed, Shape input, int classes) {
    return Network.of(
        backend,
        new SplitMix64(seed),
        input,
        new Linear(input.size(), HIDDEN),
        new Linear(HIDDEN, classes),
        new Softmax());
  }
}
