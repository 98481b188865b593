package io.ganglion.layer;

import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;

/**
 * Flattens a sample into one row, in row-major order: [height, width, channels] becomes [height ·
 * width · channels].
 *
 * <p>{@code Architecture} inserts it before a {@link Linear} layer where a sample has more than one
 * dimension. At the network's input it costs nothing.
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
