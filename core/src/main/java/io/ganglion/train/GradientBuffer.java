package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.List;

/**
 * Stores the gradient of every parameter from a backward pass, or its change if it is state, and
 * changes no parameter.
 */
final class GradientBuffer implements Gradients, AutoCloseable {

  private final ParameterTensors gradients;

  GradientBuffer(List<Parameter> parameters) {
    gradients = new ParameterTensors(parameters, 1);
  }

  /** ∂L/∂p of the last backward pass, or the change of p if it is state. */
  Tensor get(Parameter p) {
    return gradients.of(p).get(0);
  }

  @Override
  public void linear(Parameter w, Tensor x, Tensor gy, Tensor gx) {
    if (gx != null) {
      Tensor.linearGradient(gy, w.tensor(), gx);
    }
    Tensor.rankUpdate(1, x, gy, 0, get(w));
  }

  @Override
  public void row(Parameter b, Tensor gy) {
    Tensor.columnSums(1, gy, 0, get(b));
  }

  @Override
  public void whole(Parameter p, Tensor gradient) {
    Tensor.copy(gradient, get(p));
  }

  @Override
  public void state(Parameter p, Tensor change) {
    Tensor.copy(change, get(p));
  }

  @Override
  public void close() {
    gradients.close();
  }
}
