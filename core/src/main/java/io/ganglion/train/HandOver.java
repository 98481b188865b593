package io.ganglion.train;

import io.ganglion.layer.Parameter;
import java.util.Locale;

/**
 * Refuses a layer that hands over a parameter's gradient or change in another way than
 * {@link io.ganglion.layer.Gradients} demands.
 */
final class HandOver {

  private HandOver() {}

  static void requireLearnt(Parameter p) {
    if (!p.role().isLearnt()) {
      throw new IllegalStateException(
          "a gradient of " + p + " was handed over, but it is state: use Gradients.state");
    }
  }

  static void requireState(Parameter p) {
    if (p.role().isLearnt()) {
      throw new IllegalStateException(
          "a change of " + p + " was handed over, but it is learnt: hand its gradient over");
    }
  }

  static void requireOnce(Parameter p, int times) {
    if (times != 1) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "the %s of %s was %s; a backward pass must do so exactly once",
              p.role().isLearnt() ? "gradient" : "change",
              p,
              times == 0 ? "not handed over" : "handed over more than once"));
    }
  }
}
