package io.ganglion.train;

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
 * Subtracts the mean of earlier batches from each element, {@code y = x − m}, and updates it,
 * {@code m ← m + r (mean of the batch − m)}: the smallest layer with state.
 */
record RunningMean(double rate) implements Layer {

  @Override
  public String name() {
    return "running-mean";
  }

  @Override
  public String text() {
    return name() + " " + Numbers.text(rate);
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
    return new MeanPass(rate, context.parameters().get(0));
  }

  private static final class MeanPass implements Pass {

    private final double rate;
    private final Parameter m;
    private final Tensor row;

    MeanPass(double rate, Parameter m) {
      this.rate = rate;
      this.m = m;
      this.row = Tensor.zeros(m.tensor().backend(), m.shape());
    }

    @Override
    public void forward(Tensor x, Tensor y) {
      Tensor.copy(m.tensor(), row);
      Tensor.scale(-1, row);
      Tensor.copy(x, y);
      Tensor.addRow(row, y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      if (gx != null) {
        Tensor.copy(gy, gx);
      }
      Tensor.columnSums(rate / x.shape().rows(), x, 0, row);
      Tensor.axpy(-rate, m.tensor(), row);
      gradients.state(m, row);
    }

    @Override
    public void close() {
      row.close();
    }
  }
}
