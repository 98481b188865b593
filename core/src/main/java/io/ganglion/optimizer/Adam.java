package io.ganglion.optimizer;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adam, and with a weight decay AdamW. In step t, for a parameter p with gradient g:
 *
 * <pre>{@code
 * p ← (1 − ηλ) p                       weights only, not biases
 * m ← β₁ m + (1 − β₁) g                mean of the gradient
 * v ← β₂ v + (1 − β₂) g ⊙ g            mean of its square
 * p ← p − η m̂ ⊘ (√v̂ + ε)               with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)
 * }</pre>
 *
 * <p>Source: D. P. Kingma, J. Ba, <em>Adam: A Method for Stochastic Optimization</em>, ICLR 2015,
 * algorithm 1; I. Loshchilov, F. Hutter, <em>Decoupled Weight Decay Regularization</em>, ICLR 2019,
 * algorithm 2, with the schedule's factor and the learning rate together as η: their λ is ηλ here.
 *
 * @param learningRate η, above 0
 * @param beta1 β₁, what is kept of the mean, from [0, 1)
 * @param beta2 β₂, what is kept of the mean square, from [0, 1)
 * @param epsilon ε, which keeps the division defined, at least {@code 2⁻¹²⁶ / √(1 − β₂)}
 * @param weightDecay λ, at least 0: 0 is Adam, more is AdamW
 */
public record Adam(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  /**
   * Describes the descent.
   *
   * @param learningRate η, above 0
   * @param beta1 β₁, what is kept of the mean, from [0, 1)
   * @param beta2 β₂, what is kept of the mean square, from [0, 1)
   * @param epsilon ε, which keeps the division defined, at least {@code 2⁻¹²⁶ / √(1 − β₂)}
   * @param weightDecay λ, at least 0: 0 is Adam, more is AdamW
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Adam {
    Range.requirePositive("the learning rate", learningRate);
    Range.requireShare("beta1 of Adam", beta1);
    Range.requireShare("beta2 of Adam", beta2);
    Range.requireDivisor("epsilon of Adam times √(1 − β₂)", epsilon * Math.sqrt(1 - beta2));
    Range.requireNotNegative("the weight decay", weightDecay);
  }

  /**
   * Describes Adam as its authors propose it: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
   *
   * @param learningRate η, above 0
   */
  public Adam(double learningRate) {
    this(learningRate, 0);
  }

  /**
   * Describes AdamW: Adam with the usual β₁, β₂ and ε, and a decay of the weights.
   *
   * @param learningRate η, above 0
   * @param weightDecay λ, at least 0
   */
  public Adam(double learningRate, double weightDecay) {
    this(learningRate, 0.9, 0.999, 1e-8, weightDecay);
  }

  @Override
  public Optimization start(List<Parameter> parameters) {
    return new Descent(parameters);
  }

  private final class Descent implements Optimization {

    private static final int MEAN = 0;
    private static final int MEAN_SQUARE = 1;

    private final Slots slots;
    private double rate;
    private double correctedRate;
    private double correctedEpsilon;

    Descent(List<Parameter> parameters) {
      slots = new Slots(parameters, "mean", "meanSquare");
    }

    /**
     * Moves the corrections of both means into η and ε, which changes nothing: {@code η m̂ / (√v̂ + ε) =
     * (η √c₂ / c₁) m / (√v + ε √c₂)} with {@code c₁ = 1 − β₁ᵗ}, {@code c₂ = 1 − β₂ᵗ}.
     */
    @Override
    public void begin(long step, double learningRate) {
      double c1 = 1 - StrictMath.pow(beta1, (double) step);
      double root2 = Math.sqrt(1 - StrictMath.pow(beta2, (double) step));
      rate = learningRate;
      correctedRate = learningRate * root2 / c1;
      correctedEpsilon = epsilon * root2;
    }

    @Override
    public void update(Parameter p, Tensor g) {
      Regularizer.decay(rate, weightDecay, p);
      Tensor m = slots.get(p, MEAN);
      Tensor v = slots.get(p, MEAN_SQUARE);
      Tensor.adaptiveUpdate(-correctedRate, beta1, beta2, correctedEpsilon, g, m, v, p.tensor());
    }

    @Override
    public Map<String, Tensor> memory() {
      Map<String, Tensor> memory = new LinkedHashMap<>(slots.named(MEAN));
      memory.putAll(slots.named(MEAN_SQUARE));
      return memory;
    }

    @Override
    public void close() {
      slots.close();
    }
  }
}
