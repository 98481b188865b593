package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Optimization;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Regularizer;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the gradients of a batch's parts to new parameters.
 *
 * <p>Where a batch is one part, nothing is regularised and the optimizer can, gradients go to it
 * straight from the backward pass and are never built. Else each part keeps its own; they are added up
 * in the order of the parts, whichever thread was done first, and then applied.
 */
final class Update implements AutoCloseable {

  private final List<Parameter> parameters;
  private final Team team;
  private final Optimization optimization;
  private final Regularizer regularizer;

  /** Where gradients go straight to the optimizer; null if they do not. */
  private final Gradients direct;

  /** One for each part; empty if gradients go straight to the optimizer. */
  private final List<GradientBuffer> buffers = new ArrayList<>();

  private double learningRate;

  Update(
      Network network, Optimizer optimizer, Regularization regularization, int parts, Team team) {
    this.parameters = network.parameters();
    this.team = team;
    this.regularizer = regularization.start(parameters);
    Optimization started = null;
    try {
      started = optimizer.start(parameters);
      this.optimization = started;
      boolean plain = parts == 1 && regularization.equals(Regularization.NONE);
      this.direct = plain ? optimization.direct().orElse(null) : null;
      for (int i = 0; direct == null && i < parts; i++) {
        buffers.add(new GradientBuffer(parameters));
      }
    } catch (RuntimeException | Error e) {
      buffers.forEach(GradientBuffer::close);
      if (started != null) {
        started.close();
      }
      regularizer.close();
      throw e;
    }
  }

  /** Begins a step, before its backward passes. */
  void begin(long step, double learningRate) {
    this.learningRate = learningRate;
    optimization.begin(step, learningRate);
  }

  /** Where the backward pass of a part delivers its gradients. */
  Gradients gradients(int part) {
    return direct != null ? direct : buffers.get(part);
  }

  /** Applies the gradients of the first parts, after their backward passes. */
  void apply(int parts) {
    if (direct != null) {
      return;
    }
    team.run(parameters.size(), i -> sum(parameters.get(i), parts));
    regularizer.clip(this::gradient);
    team.run(parameters.size(), i -> change(parameters.get(i)));
  }

  /** {@code g ← g₀ + g₁ + …}, in this order, and the penalty. */
  private void sum(Parameter p, int parts) {
    for (int part = 1; part < parts; part++) {
      Tensor.axpy(1, buffers.get(part).get(p), gradient(p));
    }
    regularizer.penalize(p, gradient(p));
  }

  private void change(Parameter p) {
    regularizer.decay(learningRate, p);
    optimization.update(p, gradient(p));
    regularizer.limit(p);
  }

  private Tensor gradient(Parameter p) {
    return buffers.get(0).get(p);
  }

  /** What the optimizer remembers, by name. */
  Map<String, Tensor> memory() {
    return optimization.memory();
  }

  @Override
  public void close() {
    optimization.close();
    regularizer.close();
    buffers.forEach(GradientBuffer::close);
  }
}
