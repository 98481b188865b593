package io.ganglion.train;

import io.ganglion.tensor.Tensor;
import java.util.Map;

/**
 * Exchanges gradients with other trainers, after they are summed over a batch and before they are
 * used. Trainers of equal networks that average their gradients, weighted by batch size, learn like
 * one trainer on all samples.
 *
 * <p>Without an exchange, training pays nothing. With one, every gradient is formed, even where
 * plain gradient descent does not need it.
 */
public interface GradientExchange {

  /**
   * The name of this exchange and all its settings that change the result of a training, identical
   * on every JVM. Training resumes only if this text is unchanged.
   *
   * @return for example {@code "average of 4"}; numbers are written by
   *     {@link io.ganglion.text.Numbers#text}
   */
  String text();

  /**
   * Exchanges the gradients of one batch. Called once per batch, on the training thread, before
   * clipping, regularisation and the optimizer's step. If a loss is NaN or infinite, it is not
   * called, and training ends.
   *
   * @param step the number of this batch in the training, from 1
   * @param batch number of samples in the batch
   * @param gradients the gradient of the batch's mean loss with respect to each parameter, or the
   *     parameter's change if it is {@linkplain io.ganglion.layer.Parameter.Role#STATE state}, by
   *     the parameter's name and in the network's order; the same map in every call. The tensors
   *     may be modified
   */
  void exchange(long step, int batch, Map<String, Tensor> gradients);
}
