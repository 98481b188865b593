package com.example.extension;

import io.ganglion.optimizer.Optimizer;
import io.ganglion.tensor.Tensor;
import io.ganglion.text.Numbers;
import java.util.List;

/** A custom optimizer: {@code p ← p − η sign(β₁ m + (1 − β₁) g)}, {@code m ← β₂ m + (1 − β₂) g}. */
record Lion(double learningRate, double beta1, double beta2) implements Optimizer {

  @Override
  public String text() {
    return "lion " + Numbers.text(beta1) + " " + Numbers.text(beta2);
  }

  @Override
  public List<String> memory() {
    return List.of("mean");
  }

  @Override
  public void update(
      long step, double learningRate, Tensor p, Tensor gradient, List<Tensor> memory) {
    double[] values = p.toArray();
    double[] g = gradient.toArray();
    double[] m = memory.get(0).toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] -= learningRate * Math.signum(beta1 * m[i] + (1 - beta1) * g[i]);
      m[i] = beta2 * m[i] + (1 - beta2) * g[i];
    }
    p.write(values);
    memory.get(0).write(m);
  }
}
