package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Initializer;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.Parameter.Role;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.layer.Pass;
import io.ganglion.layer.PassContext;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.List;

/** Changes nothing, but has a parameter, and hands over what a test tells it to. */
record Keeping(Role role, HandsOver handsOver) implements Layer {

  /** What the layer does with its parameter in a backward pass. */
  interface HandsOver {
    void backward(Gradients gradients, Parameter kept, int rows);
  }

  @Override
  public String name() {
    return "keeping";
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
  public List<ParameterSpec> parameters(Shape input) {
    return List.of(new ParameterSpec("kept", Shape.of(1, 3), Initializer.zeros(), role));
  }

  @Override
  public Pass pass(PassContext context) {
    return new Pass() {
      @Override
      public void forward(Tensor x, Tensor y) {
        Tensor.copy(x, y);
      }

      @Override
      public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
        if (gx != null) {
          Tensor.copy(gy, gx);
        }
        handsOver.backward(gradients, context.parameters().get(0), x.shape().rows());
      }
    };
  }
}
