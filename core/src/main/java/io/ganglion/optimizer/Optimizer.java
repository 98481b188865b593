package io.ganglion.optimizer;

import io.ganglion.tensor.Tensor;
import java.util.List;

/**
 * How parameters change by their gradients: a description without state, most often a record. What is
 * remembered from one update to the next is in tensors that the trainer makes, saves and closes.
 */
public interface Optimizer {

  /**
   * How far a step goes, before a {@link Schedule} changes it.
   *
   * @return η, above 0
   */
  double learningRate();

  /**
   * The name of this optimizer and all its settings but the learning rate, as the command takes them,
   * written the same by every JVM. A training is resumed only where this text is equal.
   *
   * @return for example {@code "momentum 0.9"}; numbers as {@link io.ganglion.text.Numbers#text} has
   *     them
   */
  String text();

  /**
   * What is remembered of each parameter from one update to the next. Each name is that of one tensor
   * of the parameter's shape, which is 0 at first and part of a saved training.
   *
   * @return the names, for example {@code "velocity"}; none unless an optimizer says otherwise
   */
  default List<String> memory() {
    return List.of();
  }

  /**
   * Changes one parameter by the gradient of a batch's mean loss. Different parameters may be changed
   * by different threads at the same time.
   *
   * @param step which batch of the training it is, from 1 on
   * @param learningRate η in this step
   * @param p the parameter; modified
   * @param gradient ∂L/∂p, of the same shape; not modified
   * @param memory the tensors that {@link #memory()} names, in that order; modified
   */
  void update(long step, double learningRate, Tensor p, Tensor gradient, List<Tensor> memory);

  /**
   * Whether an update is {@code p ← p − η g} and nothing else. Gradients may then be applied in the
   * factors in which a backward pass has them, without being built: {@code w ← w − η xᵀ gy}.
   *
   * @return false unless an optimizer says otherwise
   */
  default boolean isPlainDescent() {
    return false;
  }
}
