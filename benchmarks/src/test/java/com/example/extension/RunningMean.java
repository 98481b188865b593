package com.example.extension;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Initializer;
import io.ganglion.layer.Layer;
import io.ganglion.layer.Parameter;
import io.ganglion.layer.ParameterSpec;
import io.ganglion.layer.Pass;
import io.ganglion.layer.PassContext;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import io.ganglion.text.Numbers;
import java.util.List;

/**
 * A custom layer with state: {@code y = x − m}, where m follows the mean of the batches, {@code m ←
 * k m + (1 − k) mean(x)}.
 */
record RunningMean(double kept) implements Layer {

  @Override
  public String name() {
    return "running-mean";
  }

  @Override
  public String text() {
    return name() + " " + Numbers.text(kept);
  }

  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    return List.of(
        new ParameterSpec(
            "mean", Shape.of(1, input.size()), Initializer.zeros(), Parameter.Role.STATE));
  }

  @Override
  public Pass pass(PassContext context) {
    Parameter m = context.parameters().get(0);
    return new MeanPass(
        m,
        kept,
        Tensor.zeros(context.backend(), m.shape()),
        Tensor.zeros(context.backend(), m.shape()));
  }

  private record MeanPass(Parameter m, double kept, Tensor negated, Tensor change) implements Pass {

    @Override
    public void forward(Tensor x, Tensor y) {
      Tensor.copy(m.tensor(), negated);
      Tensor.scale(-1, negated);
      Tensor.copy(x, y);
      Tensor.addRow(negated, y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      if (gx != null) {
        Tensor.copy(gy, gx);
      }
      Tensor.columnSums((1 - kept) / x.shape().rows(), x, 0, change);
      Tensor.axpy(-(1 - kept), m.tensor(), change);
      gradients.state(m, change);
    }

    @Override
    public void close() {
      negated.close();
      change.close();
    }
  }
}
