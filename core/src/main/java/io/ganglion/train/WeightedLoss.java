package io.ganglion.train;

import io.ganglion.loss.Loss;
import io.ganglion.loss.Predictions;
import io.ganglion.metric.Decision;

/** A loss that is multiplied by the weight of the target's class: {@code w L(p, t)}. */
final class WeightedLoss implements Loss {

  private final Loss loss;
  private final double[] weights;

  /**
   * Weights a loss.
   *
   * @param weights the weight of each class; kept
   */
  WeightedLoss(Loss loss, double[] weights) {
    this.loss = loss;
    this.weights = weights;
  }

  /** The weight of a sample's loss. */
  double weight(double[] t, int offset, int n) {
    return weights[Decision.of(t, offset, n)];
  }

  @Override
  public String text() {
    return loss.text();
  }

  @Override
  public Predictions takes() {
    return loss.takes();
  }

  @Override
  public double value(double[] p, double[] t, int offset, int n) {
    return weight(t, offset, n) * loss.value(p, t, offset, n);
  }

  @Override
  public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
    loss.gradient(p, t, g, offset, n);
    double w = weight(t, offset, n);
    for (int j = offset; j < offset + n; j++) {
      g[j] *= w;
    }
  }
}
