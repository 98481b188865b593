package io.ganglion.optimizer;

import io.ganglion.tensor.Tensor;
import io.ganglion.text.Numbers;
import java.util.List;

/**
 * RMSProp: {@code v ← ρ v + (1 − ρ) g ⊙ g}, {@code p ← p − η g ⊘ (√v + ε)}: the step of each
 * element is scaled by the recent magnitude of its gradient.
 *
 * <p>Source: T. Tieleman, G. Hinton, <em>Lecture 6.5: RMSProp</em>, COURSERA: Neural Networks for
 * Machine Learning, 2012.
 *
 * @param learningRate η, above 0
 * @param decay ρ, the decay rate of the mean square v, in [0, 1)
 * @param epsilon ε, which keeps the division defined, at least 2⁻¹²⁶
 */
public record RmsProp(double learningRate, double decay, double epsilon) implements Optimizer {

  /** The default ε. */
  public static final double EPSILON = 1e-8;

  /**
   * Describes the optimizer.
   *
   * @param learningRate η, above 0
   * @param decay ρ, the decay rate of the mean square v, in [0, 1)
   * @param epsilon ε, which keeps the division defined, at least 2⁻¹²⁶
   * @throws IllegalArgumentException if a number is out of range
   */
  public RmsProp {
    Range.requirePositive("the learning rate", learningRate);
    Range.requireShare("the decay of RMSProp", decay);
    Range.requireDivisor("epsilon of RMSProp", epsilon);
  }

  /**
   * Describes the optimizer with ρ = 0.9, its authors' default, and ε = {@link #EPSILON}.
   *
   * @param learningRate η, above 0
   */
  public RmsProp(double learningRate) {
    this(learningRate, 0.9, EPSILON);
  }

  @Override
  public String text() {
    String more = epsilon == EPSILON ? "" : " " + Numbers.text(epsilon);
    return "rmsprop " + Numbers.text(decay) + more;
  }

  /**
   * Includes the mean gradient, which the kernel of Adam writes: with β₁ = 0, it is the last
   * gradient.
   */
  @Override
  public List<String> memory() {
    return List.of("mean", "meanSquare");
  }

  @Override
  public void update(
      long step, double learningRate, Tensor p, Tensor gradient, List<Tensor> memory) {
    Tensor.adaptiveUpdate(
        -learningRate, 0, decay, epsilon, gradient, memory.get(0), memory.get(1), p);
  }
}
