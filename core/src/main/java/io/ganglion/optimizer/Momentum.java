package io.ganglion.optimizer;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Gradient descent with momentum: {@code v ← μ v + g}, {@code p ← p − η v}; in Nesterov's form {@code p
 * ← p − η (g + μ v)} with the new v.
 *
 * <p>η multiplies the velocity where it is used, not where it is made, so that a schedule's new rate
 * holds at once.
 *
 * <p>Source: I. Sutskever, J. Martens, G. Dahl, G. Hinton, <em>On the Importance of Initialization and
 * Momentum in Deep Learning</em>, ICML 2013, section 2; B. T. Polyak, <em>Some Methods of Speeding up
 * the Convergence of Iteration Methods</em>, 1964; Y. Nesterov, <em>A Method of Solving a Convex
 * Programming Problem with Convergence Rate O(1/k²)</em>, 1983.
 *
 * @param learningRate η, above 0
 * @param momentum μ, what is kept of the velocity v, from [0, 1)
 * @param nesterov whether the step looks ahead along the velocity
 */
public record Momentum(double learningRate, double momentum, boolean nesterov)
    implements Optimizer {

  /**
   * Describes the descent.
   *
   * @param learningRate η, above 0
   * @param momentum μ, what is kept of the velocity v, from [0, 1)
   * @param nesterov whether the step looks ahead along the velocity
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Momentum {
    Range.requirePositive("the learning rate", learningRate);
    Range.requireShare("momentum", momentum);
  }

  @Override
  public Optimization start(List<Parameter> parameters) {
    return new Descent(momentum, nesterov, new Slots(parameters, "velocity"));
  }

  private static final class Descent implements Optimization {

    private final double momentum;
    private final boolean nesterov;
    private final Slots velocity;
    private double learningRate;

    Descent(double momentum, boolean nesterov, Slots velocity) {
      this.momentum = momentum;
      this.nesterov = nesterov;
      this.velocity = velocity;
    }

    @Override
    public void begin(long step, double learningRate) {
      this.learningRate = learningRate;
    }

    @Override
    public void update(Parameter p, Tensor g) {
      Tensor v = velocity.get(p, 0);
      Tensor.scale(momentum, v);
      Tensor.axpy(1, g, v);
      if (nesterov) {
        Tensor.axpy(-learningRate, g, p.tensor());
        Tensor.axpy(-learningRate * momentum, v, p.tensor());
      } else {
        Tensor.axpy(-learningRate, v, p.tensor());
      }
    }

    @Override
    public Map<String, Tensor> memory() {
      return velocity.named(0);
    }

    @Override
    public void close() {
      velocity.close();
    }
  }
}
