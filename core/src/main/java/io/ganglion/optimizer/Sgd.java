package io.ganglion.optimizer;

import io.ganglion.tensor.Tensor;
import java.util.List;

/**
 * Stochastic gradient descent: {@code p ← p − η g}.
 *
 * <p>It remembers nothing.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 8.3.1.
 *
 * @param learningRate η, above 0
 */
public record Sgd(double learningRate) implements Optimizer {

  /**
   * Describes the optimizer.
   *
   * @param learningRate η, above 0
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public Sgd {
    Range.requirePositive("the learning rate", learningRate);
  }

  @Override
  public String text() {
    return "sgd";
  }

  @Override
  public void update(
      long step, double learningRate, Tensor p, Tensor gradient, List<Tensor> memory) {
    Tensor.axpy(-learningRate, gradient, p);
  }

  @Override
  public boolean isPlainDescent() {
    return true;
  }
}
