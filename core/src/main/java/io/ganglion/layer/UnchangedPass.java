package io.ganglion.layer;

import io.ganglion.tensor.Tensor;

/**
 * The pass of a layer that changes nothing: {@code y = x}, backward {@code gx = gy}.
 *
 * <p>A network does not run it: x and y are then one tensor, as are their gradients, at no cost.
 * Run on its own, it copies.
 */
public enum UnchangedPass implements Pass {
  /** The only instance, since it has no state. */
  INSTANCE;

  @Override
  public void forward(Tensor x, Tensor y) {
    Tensor.copy(x, y);
  }

  @Override
  public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
    Tensor.copy(gy, gx);
  }
}
