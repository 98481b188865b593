package io.ganglion.layer;

import io.ganglion.tensor.Tensor;

/**
 * A layer prepared to run in one thread on batches of one size, with the memory that it needs.
 *
 * <p>Neither direction allocates. The caller owns all tensors, and leaves x and y unchanged between
 * a forward pass and the backward pass that follows it.
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
   * {@code gx ← ∂L/∂x}. Also hands over the gradients of the parameters.
   *
   * <p>gx must be computed with the parameters as they were in the forward pass, and so before
   * their gradients are handed over, which may change them.
   *
   * @param x the input of the last {@link #forward}; not modified
   * @param y the output of the last {@link #forward}; not modified
   * @param gy gradient of the loss with respect to y, [batch, …]; not modified
   * @param gx gradient of the loss with respect to x, [batch, …]; modified; null in the first layer
   *     that has parameters, where it is not needed
   * @param gradients receives the gradient of every learnt parameter, and the change of every
   *     state, once each
   */
  void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients);

  /** Frees the memory that this pass holds; does nothing by default. */
  @Override
  default void close() {}
}
