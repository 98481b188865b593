package io.ganglion.layer;

import io.ganglion.tensor.Tensor;

/**
 * Takes the gradients of a network's parameters from a backward pass: the optimizer's side of it.
 *
 * <p>A gradient comes in the form in which the layer has it, so that nothing need be built that is
 * not wanted: the weights of a linear layer have the gradient {@code xᵀ gy}, and plain gradient
 * descent applies the two factors to them without ever making the product. Whoever keeps state by
 * parameter (momentum, Adam) makes it.
 *
 * <p>Each method takes the gradient of the whole parameter, or its change if it is state, once in every
 * backward pass. It may change the parameter at once, and must not keep or modify the other tensors.
 */
public interface Gradients {

  /**
   * Takes {@code ∂L/∂w = xᵀ gy}, the gradient of a linear map's weights, and computes {@code gx ← gy
   * wᵀ} with the weights as they are before any change.
   *
   * @param w the weights, [inputs, outputs]
   * @param x the map's input, [batch, inputs]; not modified
   * @param gy gradient of the loss by its output, [batch, outputs]; not modified
   * @param gx gradient of the loss by its input, [batch, inputs]; modified. Null if nobody needs it
   */
  void linear(Parameter w, Tensor x, Tensor gy, Tensor gx);

  /**
   * Takes {@code ∂L/∂b = Σᵢ gyᵢ}, the gradient of a row that was added to every row.
   *
   * @param b the row, [1, n]
   * @param gy gradient of the loss by the sum, [batch, n]; not modified
   */
  void row(Parameter b, Tensor gy);

  /**
   * Takes a gradient that the layer has made itself.
   *
   * @param p any parameter that is learnt
   * @param gradient ∂L/∂p, of the parameter's shape; not modified
   */
  void whole(Parameter p, Tensor gradient);

  /**
   * Takes the change of a parameter that is state: {@code p ← p + Σₖ sₖ dₖ} over the parts k of the batch,
   * with sₖ the share of the batch's samples that are in the part, and dₖ the part's change. The sum is
   * taken in the order of the parts and applied once, when all parts have gone backward, so that all
   * see the same state.
   *
   * <p>For a running mean with {@code d = r (mean of the part − p)}, p moves by r towards the mean of the
   * whole batch.
   *
   * @param p a parameter of the role {@link Parameter.Role#STATE}
   * @param change d, of the parameter's shape; not modified
   */
  void state(Parameter p, Tensor change);
}
