package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.List;

/**
 * Stochastic gradient descent: {@code p ← p − η ∂L/∂p}, at once when the gradient comes.
 *
 * <p>It keeps no state. The gradient of a linear layer's weights is applied as the two factors in
 * which it comes, {@code w ← w − η xᵀ gy}, without building the product.
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
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "the learning rate must be a finite number above 0, got " + learningRate);
    }
  }

  @Override
  public Gradients start(List<Parameter> parameters) {
    return new Descent(learningRate);
  }

  private record Descent(double learningRate) implements Gradients {

    @Override
    public void linear(Parameter w, Tensor x, Tensor gy, Tensor gx) {
      if (gx == null) {
        Tensor.rankUpdate(-learningRate, x, gy, w.tensor());
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
      Tensor.axpy(-learningRate, gradient, p.tensor());
    }
  }
}
