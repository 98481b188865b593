package io.ganglion.train;

import io.ganglion.layer.Activate;
import io.ganglion.layer.Flatten;
import io.ganglion.layer.Identity;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Softmax;
import io.ganglion.loss.Loss;
import io.ganglion.loss.Predictions;
import io.ganglion.network.Architecture;
import io.ganglion.spi.Activations;
import java.util.List;
import java.util.Locale;

/**
 * Whether a network gives the predictions that a loss takes. Cross-entropy without a softmax, for
 * instance, falls to 0 when all outputs rise to 1, and nothing is learnt.
 */
public final class LossFit {

  private LossFit() {}

  /**
   * Refuses a loss for a network that gives other predictions than the loss takes.
   *
   * @param loss the loss
   * @param network the network, with the softmax at its end, if it has one
   * @throws IllegalArgumentException if they do not fit; the message says how to end the network
   */
  public static void require(Loss loss, Architecture network) {
    Layer last = last(network.layers());
    switch (loss.takes()) {
      case ANY -> {
        return;
      }
      case DISTRIBUTION -> {
        if (!last.givesDistribution()) {
          throw unfit(loss, "probabilities that add up to 1", network, "softmax");
        }
        requireSeveralClasses(loss, network);
      }
      case PROBABILITIES -> {
        if (!last.givesProbabilities() && !isOwnFunction(last)) {
          throw unfit(loss, "probabilities", network, "sigmoid");
        }
        if (last.givesDistribution()) {
          requireSeveralClasses(loss, network);
        }
      }
      case LOGITS -> {
        boolean leftOut = network.layers().get(network.layers().size() - 1) instanceof Softmax;
        if (last.givesProbabilities() && !leftOut) {
          throw unfit(
              loss, "logits, of which it takes the softmax itself", network, "softmax or linear");
        }
        requireSeveralClasses(loss, network);
      }
    }
  }

  /** Whether a layer is an activation of the user's own, which may well give probabilities. */
  private static boolean isOwnFunction(Layer layer) {
    return layer instanceof Activate activate && !(activate.f() instanceof Activations);
  }

  /** The layer that decides what the outputs are. */
  private static Layer last(List<Layer> layers) {
    int i = layers.size() - 1;
    while (i > 0 && (layers.get(i) instanceof Identity || layers.get(i) instanceof Flatten)) {
      i--;
    }
    return layers.get(i);
  }

  /** Refuses a softmax of one number, which is always 1. */
  private static void requireSeveralClasses(Loss loss, Architecture network) {
    if (network.outputShape().size() == 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the loss %s needs at least two outputs, but the network has one, whose softmax is always 1; give it an output for each class, or end it with sigmoid and use binary-cross-entropy",
              loss.text()));
    }
  }

  private static IllegalArgumentException unfit(
      Loss loss, String taken, Architecture network, String end) {
    Layer last = network.layers().get(network.layers().size() - 1);
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "the loss %s needs %s, but the network ends with '%s'; end it with %s, or choose another loss",
            loss.text(),
            taken,
            last.text(),
            end));
  }

  /** Whether a network is trained without its final softmax. */
  static boolean leavesOutSoftmax(Loss loss) {
    return loss.takes() == Predictions.LOGITS;
  }
}
