package io.ganglion.layer;

import io.ganglion.layer.Parameter.Role;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A linear map with optional bias: {@code y = x w + b}.
 *
 * <p>Shapes: x is [batch, inputs], w [inputs, outputs], b [1, outputs], y [batch, outputs].
 * Backward: {@code gx = gy wᵀ}, {@code ∂L/∂w = xᵀ gy}, {@code ∂L/∂b = Σᵢ gyᵢ}.
 *
 * <p>The bias starts at 0. Weight decay and the like apply to the weights alone.
 *
 * @param inputs numbers a sample has before, at least 1; a sample of any shape of that size fits
 * @param outputs numbers a sample has after, at least 1
 * @param bias whether b is there
 * @param initialization how the weights start
 */
public record Linear(int inputs, int outputs, boolean bias, Initialization initialization)
    implements Layer {

  /**
   * Describes a linear map.
   *
   * @param inputs numbers a sample has before, at least 1; a sample of any shape of that size fits
   * @param outputs numbers a sample has after, at least 1
   * @param bias whether b is there
   * @param initialization how the weights start
   * @throws IllegalArgumentException if a size is less than 1
   */
  public Linear {
    Objects.requireNonNull(initialization, "initialization");
    requireSome("input", inputs);
    requireSome("output", outputs);
  }

  private static void requireSome(String what, int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          "a linear layer needs at least 1 " + what + ", got " + count);
    }
  }

  /**
   * Describes a linear map whose weights start {@link Initialization#UNIFORM}.
   *
   * @param inputs numbers a sample has before, at least 1
   * @param outputs numbers a sample has after, at least 1
   * @param bias whether b is there
   */
  public Linear(int inputs, int outputs, boolean bias) {
    this(inputs, outputs, bias, Initialization.UNIFORM);
  }

  /**
   * Describes a linear map without bias whose weights start {@link Initialization#UNIFORM}.
   *
   * @param inputs numbers a sample has before, at least 1
   * @param outputs numbers a sample has after, at least 1
   */
  public Linear(int inputs, int outputs) {
    this(inputs, outputs, false);
  }

  @Override
  public String name() {
    return "linear";
  }

  /** Returns name and outputs, and what is not as usual: {@code linear 10 he no-bias}. */
  @Override
  public String text() {
    return name()
        + " "
        + outputs
        + (initialization == Initialization.GLOROT ? "" : " " + initialization.label())
        + (bias ? "" : " no-bias");
  }

  @Override
  public long multiplications(Shape input) {
    return (long) inputs * outputs;
  }

  @Override
  public boolean takesRow() {
    return true;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.size() != inputs) {
      throw new IllegalArgumentException(
          "takes " + inputs + " inputs, but gets " + input.size() + " as " + input);
    }
    return Shape.of(outputs);
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(
        new ParameterSpec(
            "weights", Shape.of(inputs, outputs), initialization.of(inputs, outputs), Role.WEIGHT));
    if (bias) {
      parameters.add(
          new ParameterSpec("bias", Shape.of(1, outputs), Initializer.zeros(), Role.BIAS));
    }
    return parameters;
  }

  @Override
  public Pass pass(PassContext context) {
    Parameter w = context.parameters().get(0);
    return bias ? new BiasedPass(w, context.parameters().get(1)) : new PlainPass(w);
  }

  private record PlainPass(Parameter w) implements Pass {

    @Override
    public void forward(Tensor x, Tensor y) {
      Tensor.linear(x, w.tensor(), y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      gradients.linear(w, x, gy, gx);
    }
  }

  private record BiasedPass(Parameter w, Parameter b) implements Pass {

    @Override
    public void forward(Tensor x, Tensor y) {
      Tensor.linear(x, w.tensor(), y);
      Tensor.addRow(b.tensor(), y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      gradients.linear(w, x, gy, gx);
      gradients.row(b, gy);
    }
  }
}
