package io.ganglion.layer;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Activations;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.Objects;

/**
 * Applies an activation function element by element: {@code y = f(x)}.
 *
 * <p>Backward: {@code gx = gy ⊙ f′}, with f′ computed from x and y. The standard functions are the
 * constants of {@link io.ganglion.spi.Activations}.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 6.3.
 *
 * @param f the function
 */
public record Activate(Activation f) implements Layer {

  /**
   * Describes the layer.
   *
   * @param f the function
   */
  public Activate {
    Objects.requireNonNull(f, "f");
  }

  /** Returns the first word of the function's text, for example {@code "relu"}. */
  @Override
  public String name() {
    return f.text().split(" ", 2)[0];
  }

  /** Returns the function's text. */
  @Override
  public String text() {
    return f.text();
  }

  @Override
  public boolean isElementwise() {
    return true;
  }

  @Override
  public boolean givesProbabilities() {
    return f == Activations.SIGMOID;
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public Pass pass(PassContext context) {
    return new ActivatePass(f);
  }

  private record ActivatePass(Activation f) implements Pass {

    @Override
    public void forward(Tensor x, Tensor y) {
      Tensor.activate(f, x, y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      Tensor.activationGradient(f, x, y, gy, gx);
    }
  }
}
