package io.ganglion.layer;

import io.ganglion.layer.Parameter.Role;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A linear layer with optional bias: {@code y = x w + b}.
 *
 * <p>Shapes: x is [batch, inputs], w [inputs, outputs], b [1, outputs], y [batch, outputs].
 * Backward: {@code gx = gy wᵀ}, {@code ∂L/∂w = xᵀ gy}, {@code ∂L/∂b = Σᵢ gyᵢ}.
 *
 * <p>The bias starts at 0. Weight decay and other regularisation apply only to the weights.
 *
 * @param inputs number of inputs per sample, at least 1; a sample may have any shape of that size
 * @param outputs number of outputs per sample, at least 1
 * @param bias whether there is a bias
 * @param initialization the initial weights
 */
public record Linear(int inputs, int outputs, boolean bias, Initialization initialization)
    implements Layer {

  /**
   * Describes the layer.
   *
   * @param inputs number of inputs per sample, at least 1; a sample may have any shape of that size
   * @param outputs number of outputs per sample, at least 1
   * @param bias whether there is a bias
   * @param initialization the initial weights
   * @throws IllegalArgumentException if either number is less than 1
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
   * Describes a layer with {@link Initialization#UNIFORM} weights.
   *
   * @param inputs number of inputs per sample, at least 1
   * @param outputs number of outputs per sample, at least 1
   * @param bias whether there is a bias
   */
  public Linear(int inputs, int outputs, boolean bias) {
    this(inputs, outputs, bias, Initialization.UNIFORM);
  }

  /**
   * Describes a layer with {@link Initialization#UNIFORM} weights and no bias.
   *
   * @param inputs number of inputs per sample, at least 1
   * @param outputs number of outputs per sample, at least 1
   */
  public Linear(int inputs, int outputs) {
    this(inputs, outputs, false);
  }

  @Override
  public String name() {
    return "linear";
  }

  /**
   * Returns the name, the outputs, and any settings that differ from the defaults:
   * {@code linear 10 he no-bias}.
   */
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
          "takes " + inputs + " inputs, but gets " + input.size() + " (shape " + input + ")");
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

  private record PlainPass(Parameter w) implements LookAhead {

    @Override
    public void forward(Tensor x, Tensor y) {
      Tensor.linear(x, w.tensor(), y);
    }

    @Override
    public void backward(Tensor x, Tensor y, Tensor gy, Tensor gx, Gradients gradients) {
      gradients.linear(w, x, gy, gx);
    }

    @Override
    public void backwardAndForward(
        Tensor x, Tensor gy, Gradients gradients, Tensor next, Tensor y) {
      gradients.linear(w, x, gy, next, y);
    }
  }

  private record BiasedPass(Parameter w, Parameter b) implements LookAhead {

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

    @Override
    public void backwardAndForward(
        Tensor x, Tensor gy, Gradients gradients, Tensor next, Tensor y) {
      gradients.linear(w, x, gy, next, y);
      gradients.row(b, gy);
      Tensor.addRow(b.tensor(), y);
    }
  }
}
