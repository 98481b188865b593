package io.ganglion.benchmarks;

import io.ganglion.benchmarks.baseline.Baseline;
import io.ganglion.benchmarks.baseline.Program;
import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.benchmarks.peers.Peer;
import io.ganglion.spi.Precision;
import io.ganglion.train.Samples;
import java.util.Locale;

/**
 * Checks that a framework is set up to do the same as the other programs; otherwise its time would
 * mean nothing.
 */
final class PeerCheck {

  private PeerCheck() {}

  /**
   * Trains the framework and plain loops for one epoch, and compares the first layer's weights.
   *
   * @throws IllegalStateException if they differ by more than rounding explains
   */
  static void requireEqual(
      String name,
      Peer framework,
      Precision precision,
      Topology topology,
      Sizes sizes,
      Samples samples) {
    double[] before = topology.weights()[0];
    double[] expected;
    try (Baseline loops =
        Program.LOOPS.start(
            Precision.FLOAT64, sizes, topology.weights(), PerSampleSgd.LEARNING_RATE)) {
      loops.epoch(samples);
      expected = loops.weights()[0];
    }
    framework.epoch();
    double[] found = framework.firstWeights();
    double change = 0;
    double error = 0;
    for (int i = 0; i < found.length; i++) {
      change = Math.max(change, Math.abs(expected[i] - before[i]));
      error = Math.max(error, Math.abs(expected[i] - found[i]));
    }
    double tolerance = precision == Precision.FLOAT64 ? 1e-6 : 1e-3;
    if (!(error <= tolerance * change)) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s does not learn what plain loops learn: a weight differs by %s, where weights changed ", name, error)
              + String.format(Locale.ROOT, "by at most %s; check how the peer is set up", change));
    }
  }
}
