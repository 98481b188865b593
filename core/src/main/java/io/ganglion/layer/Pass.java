package io.ganglion.layer;

import io.ganglion.tensor.Tensor;

/**
 * One thread's use of a layer for batches of one size, with the memory that this takes.
 *
 * <p>Neither direction allocates. The caller owns all tensors, and keeps x and y as they are from a
 * forward to the backward that follows it.
 */
public interface Pass extends AutoCloseable {

  /**
   * {@code y ← f(x)}.
   *
   * @param x the input, [batch, …]; not modified
   * @param y the output, [batch, …]; modified
   */
  void forward(Tensor x, Tensor y);

  /**
   * {@code gx ← gradient of the loss by x}, and hands over the gradients of the parameters.
   *
   * <p>gx is that of the parameters as they were in the forward pass: it must be computed before a
   * parameter's gradient is handed over, since that may change the parameter.
   *
   * @param x the input of the last {@link #forward}; not modified
   * @param y the output of the last {@link #forward}; not modified
   * @param gy gradient of the loss by y, [batch, …]; not modified
   * @param gx gradient of the loss by x, [batch, …]; modified. Null if nobody needs it, which is so
   *     in the first layer that has parameters
   * @param gradients takes the gradient of each parameter that is learnt, and the change of each that is
   *     state, once
   */
  void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients);

  /** Gives back the memory that this pass holds; by default there is none. */
  @Override
  default void close() {}
}
