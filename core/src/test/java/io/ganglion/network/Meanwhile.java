package io.ganglion.network;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Pass;
import io.ganglion.layer.PassContext;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;

/** A layer that changes nothing, and runs something else in the middle of a prediction. */
record Meanwhile(Runnable other) implements Layer {

  @Override
  public String name() {
    return "meanwhile";
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
  public Pass pass(PassContext context) {
    return new Pass() {
      @Override
      public void forward(Tensor x, Tensor y) {
        other.run();
        Tensor.copy(x, y);
      }

      @Override
      public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
        throw new AssertionError("nothing is trained");
      }
    };
  }
}
