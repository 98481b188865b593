package io.ganglion.layer;

import io.ganglion.tensor.Tensor;

/**
 * The pass of a layer that can update its parameters and run forward on the next input in one sweep
 * over them.
 *
 * <p>In training one sample at a time, the first layer's weights would otherwise come from memory
 * twice for every sample: once to be updated, and once for the next sample's product.
 */
public interface LookAhead extends Pass {

  /**
   * Does what {@link #backward} does, without {@code gx}, and then what {@link #forward} does with
   * the next input. Used only in a network's first layer, and only with gradients that change the
   * parameters immediately.
   *
   * @param x the input of the last forward pass, [batch, …]; not modified
   * @param gy gradient of the loss with respect to its output, [batch, …]; not modified
   * @param gradients receives the gradients, and applies them
   * @param next the next input, [batch, …]; not modified
   * @param y the output of the last forward pass, which is not needed any more, [batch, …]; becomes
   *     that for {@code next}
   */
  void backwardAndForward(Tensor x, Tensor gy, Gradients gradients, Tensor next, Tensor y);
}
