package io.ganglion.optimizer;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * What an {@link Optimizer} does, and remembers, while one network is trained.
 *
 * <p>For each batch: {@link #begin}, then {@link #update} with the gradient of every parameter. Updates
 * of different parameters may run in different threads at the same time.
 */
public interface Optimization extends AutoCloseable {

  /**
   * Begins the updates of a batch.
   *
   * @param step which batch of the training it is, from 1 on
   * @param learningRate η in this step
   */
  void begin(long step, double learningRate);

  /**
   * Changes a parameter by the gradient of a batch's mean loss.
   *
   * @param p the parameter; modified
   * @param g its gradient ∂L/∂p, of the same shape; not modified
   */
  void update(Parameter p, Tensor g);

  /**
   * Takes gradients straight from a backward pass, in the factors in which they come, and changes the
   * parameters at once. It gives the same as {@link #update}, but for rounding, and is quicker where
   * nothing of the gradient need be kept.
   *
   * @return nothing if this optimizer needs the gradients themselves
   */
  default Optional<Gradients> direct() {
    return Optional.empty();
  }

  /**
   * All that is remembered from one step to the next, for a checkpoint. The number of the step is
   * not part of it.
   *
   * @return the live tensors under names that say of which parameter they are, in a fixed order:
   *     {@code "0.weights.velocity"}
   */
  default Map<String, Tensor> memory() {
    return Map.of();
  }

  /** Gives back the memory; by default there is none. */
  @Override
  default void close() {}
}
