package io.ganglion.optimizer;

import io.ganglion.tensor.Tensor;
import io.ganglion.text.Numbers;
import java.util.List;

/**
 * Gradient descent with momentum: {@code v ← μ v + g}, {@code p ← p − η v}; in Nesterov's form
 * {@code p ← p − η (g + μ v)} with the new v.
 *
 * <p>η multiplies the velocity when it is applied, not when it accumulates, so that a schedule's
 * new rate takes effect at once.
 *
 * <p>Source: I. Sutskever, J. Martens, G. Dahl, G. Hinton, <em>On the Importance of Initialization
 * and Momentum in Deep Learning</em>, ICML 2013, section 2; B. T. Polyak, <em>Some Methods of
 * Speeding up the Convergence of Iteration Methods</em>, 1964; Y. Nesterov, <em>A Method of Solving
 * a Convex Programming Problem with Convergence Rate O(1/k²)</em>, 1983.
 *
 * @param learningRate η, above 0
 * @param momentum μ, the fraction of the velocity v that is kept, in [0, 1)
 * @param nesterov whether the step looks ahead along the velocity
 */
public record Momentum(double learningRate, double momentum, boolean nesterov)
    implements Optimizer {

  /**
   * Describes the optimizer.
   *
   * @param learningRate η, above 0
   * @param momentum μ, the fraction of the velocity v that is kept, in [0, 1)
   * @param nesterov whether the step looks ahead along the velocity
   * @throws IllegalArgumentException if a number is out of range
   */
  public Momentum {
    Range.requirePositive("the learning rate", learningRate);
    Range.requireShare("momentum", momentum);
  }

  @Override
  public String text() {
    return (nesterov ? "nesterov " : "momentum ") + Numbers.text(momentum);
  }

  @Override
  public List<String> memory() {
    return List.of("velocity");
  }

  @Override
  public void update(
      long step, double learningRate, Tensor p, Tensor gradient, List<Tensor> memory) {
    Tensor v = memory.get(0);
    Tensor.scale(momentum, v);
    Tensor.axpy(1, gradient, v);
    if (nesterov) {
      Tensor.axpy(-learningRate, gradient, p);
      Tensor.axpy(-learningRate * momentum, v, p);
    } else {
      Tensor.axpy(-learningRate, v, p);
    }
  }
}
