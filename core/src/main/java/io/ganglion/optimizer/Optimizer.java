package io.ganglion.optimizer;

import io.ganglion.tensor.Tensor;
import java.util.List;

/**
 * An optimization method: how a gradient changes a parameter. It is a stateless description,
 * usually a record; what it remembers from one update to the next is in tensors that the trainer
 * makes, saves and closes.
 */
public interface Optimizer {

  /**
   * The learning rate, before a {@link Schedule} changes it.
   *
   * @return η, above 0
   */
  double learningRate();

  /**
   * The name of this optimizer and all its settings except the learning rate, as the command takes
   * them, identical on every JVM. Training resumes only if this text is unchanged.
   *
   * @return for example {@code "momentum 0.9"}; numbers are written by
   *     {@link io.ganglion.text.Numbers#text}
   */
  String text();

  /**
   * What this optimizer remembers of each parameter from one update to the next. Each name stands
   * for one tensor of the parameter's shape, which starts at 0 and is saved in checkpoints.
   *
   * @return the names, for example {@code "velocity"}; none by default
   */
  default List<String> memory() {
    return List.of();
  }

  /**
   * Updates one parameter by the gradient of a batch's mean loss. Different threads may update
   * different parameters at the same time.
   *
   * @param step the number of this batch in the training, from 1
   * @param learningRate η in this step
   * @param p the parameter; modified
   * @param gradient ∂L/∂p, of the same shape; not modified
   * @param memory the tensors that {@link #memory()} names, in that order; modified
   */
  void update(long step, double learningRate, Tensor p, Tensor gradient, List<Tensor> memory);

  /**
   * Whether an update is {@code p ← p − η g} and nothing else. Gradients may then be applied as the
   * factors in which a backward pass has them, without being formed: {@code w ← w − η xᵀ gy}.
   *
   * @return false by default
   */
  default boolean isPlainDescent() {
    return false;
  }
}
