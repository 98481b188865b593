package io.ganglion.optimizer;

import io.ganglion.tensor.Tensor;
import io.ganglion.text.Numbers;
import java.util.List;

/**
 * Adam. In step t, for a parameter p with gradient g:
 *
 * <pre>{@code
 * m ← β₁ m + (1 − β₁) g                mean of the gradient
 * v ← β₂ v + (1 − β₂) g ⊙ g            mean of its square
 * p ← p − η m̂ ⊘ (√v̂ + ε)               with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
 * }</pre>
 *
 * <p>With the weight decay of a {@link Regularization}, it is AdamW.
 *
 * <p>Source: D. P. Kingma, J. Ba, <em>Adam: A Method for Stochastic Optimization</em>, ICLR 2015,
 * algorithm 1.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, the decay rate of the mean, in [0, 1)
 * @param beta2 β₂, the decay rate of the mean square, in [0, 1)
 * @param epsilon ε, which keeps the division defined, at least {@code 2⁻¹²⁶ / √(1 − β₂)}
 */
public record Adam(double learningRate, double beta1, double beta2, double epsilon)
    implements Optimizer {

  /** The default β₁. */
  public static final double BETA1 = 0.9;

  /** The default β₂. */
  public static final double BETA2 = 0.999;

  /** The default ε. */
  public static final double EPSILON = 1e-8;

  /**
   * Describes the optimizer.
   *
   * @param learningRate η, above 0
   * @param beta1 β₁, the decay rate of the mean, in [0, 1)
   * @param beta2 β₂, the decay rate of the mean square, in [0, 1)
   * @param epsilon ε, which keeps the division defined, at least {@code 2⁻¹²⁶ / √(1 − β₂)}
   * @throws IllegalArgumentException if a number is out of range
   */
  public Adam {
    Range.requirePositive("the learning rate", learningRate);
    Range.requireShare("Adam's beta1", beta1);
    Range.requireShare("Adam's beta2", beta2);
    Range.requireDivisor("Adam's epsilon times √(1 − β₂)", epsilon * Math.sqrt(1 - beta2));
  }

  /**
   * Describes Adam with its authors' defaults: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
   *
   * @param learningRate η, above 0
   */
  public Adam(double learningRate) {
    this(learningRate, BETA1, BETA2, EPSILON);
  }

  @Override
  public String text() {
    boolean usual = beta1 == BETA1 && beta2 == BETA2 && epsilon == EPSILON;
    return usual
        ? "adam"
        : "adam " + Numbers.text(beta1) + " " + Numbers.text(beta2) + " " + Numbers.text(epsilon);
  }

  @Override
  public List<String> memory() {
    return List.of("mean", "meanSquare");
  }

  /**
   * Folds the bias corrections of both means into η and ε, which is equivalent:
   * {@code η m̂ / (√v̂ + ε) = (η √c₂ / c₁) m / (√v + ε √c₂)} with {@code c₁ = 1 − β₁ᵗ},
   * {@code c₂ = 1 − β₂ᵗ}.
   */
  @Override
  public void update(
      long step, double learningRate, Tensor p, Tensor gradient, List<Tensor> memory) {
    double c1 = 1 - StrictMath.pow(beta1, (double) step);
    double root2 = Math.sqrt(1 - StrictMath.pow(beta2, (double) step));
    Tensor.adaptiveUpdate(
        -(learningRate * root2 / c1),
        beta1,
        beta2,
        epsilon * root2,
        gradient,
        memory.get(0),
        memory.get(1),
        p);
  }
}
