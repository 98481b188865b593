package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Updates the parameters from the gradients of a batch's parts.
 *
 * <p>If a batch is one part, the optimizer is plain descent, and gradients are neither regularised
 * nor exchanged, they are applied directly in the backward pass and never formed. Otherwise, each
 * part stores its own; they are added in the order of the parts, whichever thread finishes first,
 * and then applied.
 */
final class ParameterUpdate implements AutoCloseable {

  private final List<Parameter> parameters;

  /** Those that have a gradient. */
  private final List<Parameter> learnt;

  private final Team team;
  private final Optimizer optimizer;
  private final Optional<GradientExchange> exchange;

  /** Applies gradients directly; null if they are formed. */
  private final PlainDescent direct;

  private final OptimizerMemory memory;
  private final AppliedRegularization regularization;

  /** One for each part; empty if gradients are applied directly. */
  private final List<GradientBuffer> buffers = new ArrayList<>();

  /** The sums by name, for the exchange; empty without one. */
  private final Map<String, Tensor> sums;

  private long step;
  private double learningRate;

  ParameterUpdate(Network network, TrainingSettings settings, int parts, Team team) {
    this.parameters = network.parameters();
    this.team = team;
    this.optimizer = settings.optimizer();
    this.exchange = settings.exchange();
    boolean plain =
        optimizer.isPlainDescent()
            && parts == 1
            && settings.regularization().equals(Regularization.NONE)
            && exchange.isEmpty();
    this.direct = plain ? new PlainDescent() : null;
    this.learnt = parameters.stream().filter(p -> p.role().isLearnt()).toList();
    this.memory = new OptimizerMemory(optimizer, learnt);
    try {
      this.regularization = new AppliedRegularization(settings.regularization(), learnt);
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
    if (exchange.isPresent()) {
      Map<String, Tensor> named = new LinkedHashMap<>();
      parameters.forEach(p -> named.put(p.name(), sum(p)));
      this.sums = Collections.unmodifiableMap(named);
    } else {
      this.sums = Map.of();
    }
  }

  /** Begins a step, before its backward passes. */
  void begin(long step, double learningRate) {
    this.step = step;
    this.learningRate = learningRate;
    if (direct != null) {
      direct.begin(learningRate);
    }
    for (int part = 0; part < buffers.size(); part++) {
      buffers.get(part).begin();
    }
  }

  /** Whether gradients change the parameters in the backward pass. */
  boolean isDirect() {
    return direct != null;
  }

  /** The receiver of the gradients of a part's backward pass. */
  Gradients gradients(int part) {
    return direct != null ? direct : buffers.get(part);
  }

  /**
   * Applies the gradients of the first parts, after their backward passes.
   *
   * @param batch number of samples in the batch
   * @param shares the fraction of them in each part
   * @throws IllegalStateException if gradients are formed, and the layers did not hand over each one
   *     exactly once for every part; nothing is changed then
   */
  void apply(int batch, double[] shares) {
    if (direct != null) {
      return;
    }
    for (int part = 0; part < shares.length; part++) {
      buffers.get(part).requireComplete();
    }
    team.run(parameters.size(), i -> add(parameters.get(i), shares));
    exchange.ifPresent(others -> others.exchange(step, batch, sums));
    if (regularization.penalizes()) {
      team.run(learnt.size(), i -> regularization.penalize(learnt.get(i), sum(learnt.get(i))));
    }
    regularization.clip(this::sum);
    team.run(parameters.size(), i -> change(parameters.get(i)));
  }

  /**
   * {@code g ← g₀ + g₁ + …}, in this order; changes of state are weighted by the shares of the
   * parts.
   */
  private void add(Parameter p, double[] shares) {
    boolean learns = p.role().isLearnt();
    if (!learns) {
      Tensor.scale(shares[0], sum(p));
    }
    for (int part = 1; part < shares.length; part++) {
      Tensor.axpy(learns ? 1 : shares[part], buffers.get(part).get(p), sum(p));
    }
  }

  private void change(Parameter p) {
    if (!p.role().isLearnt()) {
      Tensor.axpy(1, sum(p), p.tensor());
      return;
    }
    regularization.decay(learningRate, p);
    optimizer.update(step, learningRate, p.tensor(), sum(p), memory.of(p));
    regularization.limit(p);
  }

  /** The gradient of the whole batch, stored in place of the first part's. */
  private Tensor sum(Parameter p) {
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
