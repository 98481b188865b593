package io.ganglion.optimizer;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * RMSProp: {@code v ← ρ v + (1 − ρ) g ⊙ g}, {@code p ← p − η g ⊘ (√v + ε)}: each number has a step of
 * its own, by the size that its gradient lately had.
 *
 * <p>Source: T. Tieleman, G. Hinton, <em>Lecture 6.5: RMSProp</em>, COURSERA: Neural Networks for Machine
 * Learning, 2012.
 *
 * @param learningRate η, above 0
 * @param decay ρ, what is kept of the mean square v, from [0, 1)
 * @param epsilon ε, which keeps the division defined, at least 2⁻¹²⁶
 */
public record RmsProp(double learningRate, double decay, double epsilon) implements Optimizer {

  /** The usual ε. */
  public static final double EPSILON = 1e-8;

  /**
   * Describes the descent.
   *
   * @param learningRate η, above 0
   * @param decay ρ, what is kept of the mean square v, from [0, 1)
   * @param epsilon ε, which keeps the division defined, at least 2⁻¹²⁶
   * @throws IllegalArgumentException if a number is out of its range
   */
  public RmsProp {
    Range.requirePositive("the learning rate", learningRate);
    Range.requireShare("the decay of RMSProp", decay);
    Range.requireDivisor("epsilon of RMSProp", epsilon);
  }

  /**
   * Describes the descent with ρ = 0.9, as its authors have it, and ε = {@link #EPSILON}.
   *
   * @param learningRate η, above 0
   */
  public RmsProp(double learningRate) {
    this(learningRate, 0.9, EPSILON);
  }

  @Override
  public Optimization start(List<Parameter> parameters) {
    return new Descent(parameters);
  }

  private final class Descent implements Optimization {

    /** With β₁ = 0 the kernel's mean gradient is the gradient: it is made anew in every step. */
    private static final int MEAN = 0;

    private static final int MEAN_SQUARE = 1;

    private final Slots slots;
    private double rate;

    Descent(List<Parameter> parameters) {
      slots = new Slots(parameters, "mean", "meanSquare");
    }

    @Override
    public void begin(long step, double learningRate) {
      rate = learningRate;
    }

    @Override
    public void update(Parameter p, Tensor g) {
      Tensor m = slots.get(p, MEAN);
      Tensor v = slots.get(p, MEAN_SQUARE);
      Tensor.adaptiveUpdate(-rate, 0, decay, epsilon, g, m, v, p.tensor());
    }

    @Override
    public Map<String, Tensor> memory() {
      return slots.named(MEAN_SQUARE);
    }

    @Override
    public void close() {
      slots.close();
    }
  }
}
