package io.ganglion.layer;

import io.ganglion.spi.Activations;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import io.ganglion.text.Numbers;

/**
 * Leaky rectified linear unit: {@code y = x} where {@code x > 0}, else {@code s x}. With
 * {@code s > 0}, no unit is ever without a gradient.
 *
 * <p>It is composed of kernels that every backend has: {@code y = (1 − s) relu(x) + s x}. Backward:
 * {@code gx = (1 − s) gy ⊙ relu′ + s gy}, with relu′ computed from y, which has the sign of x.
 * It remains a layer, and is not an {@link io.ganglion.spi.Activation} with a setting, because an
 * activation would round differently: networks keep the bits that these kernels have always given.
 *
 * <p>Source: A. L. Maas, A. Y. Hannun, A. Y. Ng, <em>Rectifier Nonlinearities Improve Neural
 * Network Acoustic Models</em>, ICML 2013, section 2, with s = 0.01.
 *
 * @param slope s, the derivative where x is negative, in [0, 1)
 */
public record LeakyRelu(double slope) implements Layer {

  /**
   * Describes the layer.
   *
   * @param slope s, the derivative where x is negative, in [0, 1)
   * @throws IllegalArgumentException if the slope is less than 0, or 1 or more
   */
  public LeakyRelu {
    if (!(slope >= 0 && slope < 1)) {
      throw new IllegalArgumentException(
          "the slope of a leaky ReLU must be at least 0 and less than 1, got " + slope);
    }
  }

  @Override
  public String name() {
    return "leaky-relu";
  }

  /** Returns the name and the slope. */
  @Override
  public String text() {
    return name() + " " + Numbers.text(slope);
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Pass pass(PassContext context) {
    return new LeakyPass(slope);
  }

  private record LeakyPass(double s) implements Pass {

    @Override
    public void forward(Tensor x, Tensor y) {
      Tensor.activate(Activations.RELU, x, y);
      Tensor.scale(1 - s, y);
      Tensor.axpy(s, x, y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      Tensor.activationGradient(Activations.RELU, x, y, gy, gx);
      Tensor.scale(1 - s, gx);
      Tensor.axpy(s, gy, gx);
    }
  }
}
