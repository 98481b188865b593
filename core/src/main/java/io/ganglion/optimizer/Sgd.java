package io.ganglion.optimizer;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Stochastic gradient descent: {@code p ← p − η g}.
 *
 * <p>It remembers nothing. The gradient of a linear layer's weights can be applied as the two factors
 * in which it comes, {@code w ← w − η xᵀ gy}, without building the product.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 8.3.1.
 *
 * @param learningRate η, above 0
 */
public record Sgd(double learningRate) implements Optimizer {

  /**
   * Describes the descent.
   *
   * @param learningRate η, above 0
   * @throws IllegalArgumentException if the rate is not a finite number above 0
   */
  public Sgd {
    Range.requirePositive("the learning rate", learningRate);
  }

  @Override
  public Optimization start(List<Parameter> parameters) {
    return new Descent();
  }

  private static final class Descent implements Optimization, Gradients {

    private double learningRate;

    @Override
    public void begin(long step, double learningRate) {
      this.learningRate = learningRate;
    }

    @Override
    public void update(Parameter p, Tensor g) {
      Tensor.axpy(-learningRate, g, p.tensor());
    }

    @Override
    public Optional<Gradients> direct() {
      return Optional.of(this);
    }

    @Override
    public void linear(Parameter w, Tensor x, Tensor gy, Tensor gx) {
      if (gx == null) {
        Tensor.rankUpdate(-learningRate, x, gy, 1, w.tensor());
      } else {
        Tensor.linearGradientAndUpdate(-learningRate, x, gy, gx, w.tensor());
      }
    }

    @Override
    public void row(Parameter b, Tensor gy) {
      Tensor.columnSums(-learningRate, gy, 1, b.tensor());
    }

    @Override
    public void whole(Parameter p, Tensor gradient) {
      update(p, gradient);
    }

    @Override
    public void close() {}
  }
}
