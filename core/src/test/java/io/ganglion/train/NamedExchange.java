package io.ganglion.train;

import io.ganglion.tensor.Tensor;
import java.util.Map;

/** An exchange with a given text and a given way to exchange, for tests. */
record NamedExchange(String text, Exchanging exchanging) implements GradientExchange {

  /** Leaves gradients as they are. */
  static final GradientExchange UNCHANGED =
      new NamedExchange("unchanged", (step, batch, gradients) -> {});

  /** What an exchange does with the gradients of a batch. */
  interface Exchanging {
    void exchange(long step, int batch, Map<String, Tensor> gradients);
  }

  @Override
  public void exchange(long step, int batch, Map<String, Tensor> gradients) {
    exchanging.exchange(step, batch, gradients);
  }
}
