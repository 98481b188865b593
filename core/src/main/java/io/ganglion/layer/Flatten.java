package io.ganglion.layer;

import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;

/**
 * Puts all numbers of a sample into one row, in the order in which they are: [height, width, channels]
 * becomes [height · width · channels].
 *
 * <p>It stands before a {@link Linear} layer wherever a sample has more than one dimension; {@code
 * Architecture} puts it there. Where a network begins with it, it costs nothing.
 */
public record Flatten() implements Layer {

  @Override
  public String name() {
    return "flatten";
  }

  @Override
  public String text() {
    return name();
  }

  @Override
  public Shape outputShape(Shape input) {
    return input.flat();
  }

  @Override
  public Pass pass(PassContext context) {
    return context.input().equals(context.output()) ? UnchangedPass.INSTANCE : FlattenPass.INSTANCE;
  }

  private enum FlattenPass implements Pass {
    INSTANCE;

    @Override
    public void forward(Tensor x, Tensor y) {
      Tensor.reshape(x, y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      Tensor.reshape(gy, gx);
    }
  }
}
