package io.ganglion.layer;

import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;

/**
 * Turns each row into probabilities: {@code yⱼ = exp(xⱼ − max x) / Σₖ exp(xₖ − max x)}.
 *
 * <p>Backward: {@code gx = gy (diag(y) − yᵀ y) = y ⊙ (gy − gy · y)}, without building the matrix.
 *
 * <p>A row is a sample, or one position of a sample with several dimensions.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 6.2.2.3.
 */
public record Softmax() implements Layer {

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public String text() {
    return name();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public boolean givesDistribution() {
    return true;
  }

  @Override
  public Pass pass(PassContext context) {
    return SoftmaxPass.INSTANCE;
  }

  private enum SoftmaxPass implements Pass {
    INSTANCE;

    @Override
    public void forward(Tensor x, Tensor y) {
      Tensor.softmax(x, y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      Tensor.softmaxGradient(y, gy, gx);
    }
  }
}
