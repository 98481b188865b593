package io.ganglion.layer;

import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import io.ganglion.text.Numbers;
import java.util.random.RandomGenerator;

/**
 * Inverted dropout: sets random elements to 0 in training, so that no unit relies on another.
 *
 * <p>Training: {@code y = x ⊙ m}, backward {@code gx = gy ⊙ m}, with every element of the mask m
 * drawn anew for each batch: 0 with probability r, else {@code 1 / (1 − r)}, which preserves the
 * mean. In prediction {@code y = x}.
 *
 * <p>Source: N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov, <em>Dropout:
 * A Simple Way to Prevent Neural Networks from Overfitting</em>, JMLR 15 (2014), section 4; the
 * factor is applied in training, as in section 10.
 *
 * @param rate r, the fraction of elements set to 0, in [0, 1)
 */
public record Dropout(double rate) implements Layer {

  /**
   * Describes the layer.
   *
   * @param rate r, the fraction of elements set to 0, in [0, 1)
   * @throws IllegalArgumentException if the rate is less than 0, or 1 or more
   */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "the dropout rate must be at least 0 and less than 1, got " + rate);
    }
  }

  @Override
  public String name() {
    return "dropout";
  }

  /** Returns the name and the rate. */
  @Override
  public String text() {
    return name() + " " + Numbers.text(rate);
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
    return context.training() ? new MaskedPass(rate, context) : UnchangedPass.INSTANCE;
  }

  /**
   * Works on arrays, since a backend lists a tensor's zeros when it is written: the next linear
   * layer then skips the elements that are dropped, and still skips a digit's black pixels.
   */
  private static final class MaskedPass implements Pass {

    private final double rate;
    private final double kept;
    private final RandomGenerator random;
    private final double[] m;
    private final double[] values;

    MaskedPass(double rate, PassContext context) {
      this.rate = rate;
      this.kept = 1 / (1 - rate);
      this.random = context.random();
      this.m = new double[context.input().size()];
      this.values = new double[m.length];
    }

    @Override
    public void forward(Tensor x, Tensor y) {
      for (int i = 0; i < m.length; i++) {
        m[i] = random.nextDouble() < rate ? 0 : kept;
      }
      multiply(x, y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      multiply(gy, gx);
    }

    /** {@code to ← from ⊙ m}. */
    private void multiply(Tensor from, Tensor to) {
      from.read(values);
      for (int i = 0; i < values.length; i++) {
        values[i] *= m[i];
      }
      to.write(values);
    }
  }
}
