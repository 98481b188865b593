package io.ganglion.train;

import io.ganglion.tensor.Tensor;
import java.util.Map;

/**
 * Exchanges gradients with other trainers, between their sum over a batch and what is done with them:
 * trainers of equal networks that average their gradients, weighted by their batches, learn as one
 * trainer of all samples.
 *
 * <p>Without one, training pays nothing. With one, every gradient is built, also where plain gradient
 * descent could do without.
 */
@FunctionalInterface
public interface GradientExchange {

  /**
   * Exchanges the gradients of one batch. It is called once for each batch, on the thread that trains,
   * before clipping, regularisation and the optimizer's step. Where a loss is NaN or infinite it is not
   * called, and training ends.
   *
   * @param step which batch of the training it is, from 1 on
   * @param batch how many samples the batch has
   * @param gradients the gradient of the batch's mean loss by each parameter, or the parameter's change
   *     if it is {@linkplain io.ganglion.layer.Parameter.Role#STATE state}, by the parameter's name and
   *     in the network's order; the same map in every call. The tensors may be modified
   */
  void exchange(long step, int batch, Map<String, Tensor> gradients);
}
