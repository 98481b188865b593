package io.ganglion.layer;

import io.ganglion.tensor.Tensor;

/**
 * Receives the gradients of a network's parameters from a backward pass.
 *
 * <p>A layer hands over a gradient in the form in which it has it, so that nothing unneeded is
 * computed: the gradient of a linear layer's weights is {@code xᵀ gy}, and plain gradient descent
 * applies the two factors to the weights without forming the product. Optimizers that keep state
 * for each parameter (momentum, Adam) form it.
 *
 * <p>Every backward pass hands over the whole gradient of each parameter, or the change of one that
 * is state, exactly once. A method may modify the parameter immediately, and must not keep or
 * modify the other tensors.
 *
 * <p>Training refuses a layer that hands over a gradient of state or a change of what is learnt.
 * Where it stores gradients, it also refuses one that leaves out a parameter or hands one over
 * twice.
 */
public interface Gradients {

  /**
   * Takes {@code ∂L/∂w = xᵀ gy}, the gradient of a linear map's weights, and computes
   * {@code gx ← gy wᵀ} with the weights before any change.
   *
   * @param w the weights, [inputs, outputs]
   * @param x the map's input, [batch, inputs]; not modified
   * @param gy gradient of the loss with respect to the map's output, [batch, outputs]; not modified
   * @param gx gradient of the loss with respect to the map's input, [batch, inputs]; modified; null
   *     if it is not needed
   */
  void linear(Parameter w, Tensor x, Tensor gy, Tensor gx);

  /**
   * Takes {@code ∂L/∂w = xᵀ gy} of a map that needs no {@code gx}, and computes {@code y ← next w}
   * with the weights after their change. Only called where gradients change the parameters
   * immediately: see {@link LookAhead}.
   *
   * @param w the weights, [inputs, outputs]
   * @param x the map's input, [batch, inputs]; not modified
   * @param gy gradient of the loss with respect to the map's output, [batch, outputs]; not modified
   * @param next the map's next input, [batch, inputs]; not modified
   * @param y the map's output for it, [batch, outputs]; modified
   */
  default void linear(Parameter w, Tensor x, Tensor gy, Tensor next, Tensor y) {
    linear(w, x, gy, null);
    Tensor.linear(next, w.tensor(), y);
  }

  /**
   * Takes {@code ∂L/∂b = Σᵢ gyᵢ}, the gradient of a row that was added to every row.
   *
   * @param b the row, [1, n]
   * @param gy gradient of the loss with respect to the sum, [batch, n]; not modified
   */
  void row(Parameter b, Tensor gy);

  /**
   * Takes a gradient that the layer has computed.
   *
   * @param p any parameter that is learnt
   * @param gradient ∂L/∂p, of the parameter's shape; not modified
   */
  void whole(Parameter p, Tensor gradient);

  /**
   * Takes the change of a parameter that is state: {@code p ← p + Σₖ sₖ dₖ} over the parts k of the
   * batch, with sₖ the fraction of the batch's samples in the part, and dₖ the part's change. The
   * sum is taken in the order of the parts and applied once, after the backward passes of all
   * parts, so that all see the same state.
   *
   * <p>With {@code d = r (mean of the part − p)}, a running mean p moves by the fraction r towards
   * the mean of the whole batch.
   *
   * @param p a parameter with the role {@link Parameter.Role#STATE}
   * @param change d, of the parameter's shape; not modified
   */
  void state(Parameter p, Tensor change);
}
