package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From the gradients of a batch's parts to new parameters.
 *
 * <p>Where a batch is one part, nothing is regularised and the optimizer is plain descent, gradients
 * are applied straight from the backward pass and never built. Else each part keeps its own; they are
 * added up in the order of the parts, whichever thread was done first, and then applied.
 */
final class ParameterUpdate implements AutoCloseable {

  private final List<Parameter> parameters;
  private final Team team;
  private final Optimizer optimizer;

  /** Applies gradients straight; null where they are built. */
  private final PlainDescent direct;

  private final OptimizerMemory memory;
  private final AppliedRegularization regularization;

  /** One for each part; empty where gradients are applied straight. */
  private final List<GradientBuffer> buffers = new ArrayList<>();

  private long step;
  private double learningRate;

  ParameterUpdate(
      Network network, Optimizer optimizer, Regularization regularization, int parts, Team team) {
    this.parameters = network.parameters();
    this.team = team;
    this.optimizer = optimizer;
    boolean straight =
        optimizer.isPlainDescent() && parts == 1 && regularization.equals(Regularization.NONE);
    this.direct = straight ? new PlainDescent() : null;
    this.memory = new OptimizerMemory(optimizer, parameters);
    try {
      this.regularization = new AppliedRegularization(regularization, parameters);
    } catch (RuntimeException | Error e) {
      memory.close();
      throw e;
    }
    try {
      for (int i = 0; direct == null && i < parts; i++) {
        buffers.add(new GradientBuffer(parameters));
      }
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Begins a step, before its backward passes. */
  void begin(long step, double learningRate) {
    this.step = step;
    this.learningRate = learningRate;
    if (direct != null) {
      direct.begin(learningRate);
    }
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
    regularization.clip(this::gradient);
    team.run(parameters.size(), i -> change(parameters.get(i)));
  }

  /** {@code g ← g₀ + g₁ + …}, in this order, and the penalty. */
  private void sum(Parameter p, int parts) {
    for (int part = 1; part < parts; part++) {
      Tensor.axpy(1, buffers.get(part).get(p), gradient(p));
    }
    regularization.penalize(p, gradient(p));
  }

  private void change(Parameter p) {
    regularization.decay(learningRate, p);
    optimizer.update(step, learningRate, p.tensor(), gradient(p), memory.of(p));
    regularization.limit(p);
  }

  private Tensor gradient(Parameter p) {
    return buffers.get(0).get(p);
  }

  /** What the optimizer remembers, by name. */
  Map<String, Tensor> memory() {
    return memory.named();
  }

  @Override
  public void close() {
    memory.close();
    regularization.close();
    buffers.forEach(GradientBuffer::close);
  }
}
