package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;

/**
 * Applies gradients directly in a backward pass, as the factors in which they come:
 * {@code p ← p − η g}. Apart from rounding, the result is that of forming the gradients first, and
 * it is faster.
 */
final class PlainDescent implements Gradients {

  private double learningRate;

  /** Begins a step, before its backward pass. */
  void begin(double learningRate) {
    this.learningRate = learningRate;
  }

  @Override
  public void linear(Parameter w, Tensor x, Tensor gy, Tensor gx) {
    if (gx == null) {
      Tensor.rankUpdate(-learningRate, x, gy, 1, w.tensor());
    } else {
      Tensor.linearGradientAndUpdate(-learningRate, x, gy, gx, w.tensor());
    }
  }

  @Override
  public void linear(Parameter w, Tensor x, Tensor gy, Tensor next, Tensor y) {
    Tensor.updateAndLinear(-learningRate, x, gy, next, w.tensor(), y);
  }

  @Override
  public void row(Parameter b, Tensor gy) {
    Tensor.columnSums(-learningRate, gy, 1, b.tensor());
  }

  @Override
  public void whole(Parameter p, Tensor gradient) {
    HandOver.requireLearnt(p);
    Tensor.axpy(-learningRate, gradient, p.tensor());
  }

  /** The only part has all of the batch's samples. */
  @Override
  public void state(Parameter p, Tensor change) {
    HandOver.requireState(p);
    Tensor.axpy(1, change, p.tensor());
  }
}
