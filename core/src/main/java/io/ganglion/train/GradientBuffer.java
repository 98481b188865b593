package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Stores the gradient of every parameter from a backward pass, or its change if it is state, and
 * changes no parameter.
 *
 * <p>It counts what is handed over: the gradient of an earlier batch would otherwise be applied
 * again if a layer left one out.
 */
final class GradientBuffer implements Gradients, AutoCloseable {

  private final List<Parameter> parameters;
  private final IdentityHashMap<Parameter, Integer> indices = new IdentityHashMap<>();

  /** How often each parameter was handed over in the current step. */
  private final int[] times;

  private final ParameterTensors gradients;

  GradientBuffer(List<Parameter> parameters) {
    this.parameters = parameters;
    this.times = new int[parameters.size()];
    for (int i = 0; i < times.length; i++) {
      indices.put(parameters.get(i), i);
    }
    gradients = new ParameterTensors(parameters, 1);
  }

  /** Begins a step, before its backward pass. */
  void begin() {
    Arrays.fill(times, 0);
  }

  /**
   * Refuses a backward pass that did not hand over every parameter exactly once.
   *
   * @throws IllegalStateException if it did not; the message names the parameter
   */
  void requireComplete() {
    for (int i = 0; i < times.length; i++) {
      HandOver.requireOnce(parameters.get(i), times[i]);
    }
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
    Tensor.rankUpdate(1, x, gy, 0, receive(w));
  }

  @Override
  public void row(Parameter b, Tensor gy) {
    Tensor.columnSums(1, gy, 0, receive(b));
  }

  @Override
  public void whole(Parameter p, Tensor gradient) {
    HandOver.requireLearnt(p);
    Tensor.copy(gradient, receive(p));
  }

  @Override
  public void state(Parameter p, Tensor change) {
    HandOver.requireState(p);
    Tensor.copy(change, receive(p));
  }

  private Tensor receive(Parameter p) {
    times[indices.get(p)]++;
    return get(p);
  }

  @Override
  public void close() {
    gradients.close();
  }
}
