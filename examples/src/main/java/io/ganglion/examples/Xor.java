package io.ganglion.examples;

import io.ganglion.backend.Backends;
import io.ganglion.loss.BinaryCrossEntropy;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import java.util.Locale;

/**
 * Learns exclusive or, the smallest problem that a network needs a hidden layer for.
 *
 * <p>Source: D. E. Rumelhart, G. E. Hinton, R. J. Williams, <em>Learning Internal Representations by
 * Error Propagation</em>, in Parallel Distributed Processing, 1986.
 */
public final class Xor {

  private Xor() {}

  /**
   * Trains, then prints the prediction for each of the four inputs.
   *
   * @param args none
   */
  public static void main(String[] args) {
    double[][] inputs = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    double[][] targets = {{0}, {1}, {1}, {0}};

    Architecture layers = Architecture.parse("input 2, linear 8, tanh, linear 1, sigmoid");
    try (Network network =
        Network.of(Backends.create("java", Precision.FLOAT64), new SplitMix64(1), layers)) {
      Trainer.of(network, new Adam(0.05))
          .loss(new BinaryCrossEntropy())
          .batchSize(4)
          .build()
          .train(Samples.of(inputs, targets), 500);

      for (double[] input : inputs) {
        System.out.printf(
            Locale.ROOT, "%.0f xor %.0f = %.3f%n", input[0], input[1], network.predict(input)[0]);
      }
    }
  }
}
