package io.ganglion.loss;

import io.ganglion.text.Numbers;

/**
 * The Huber loss: squared near the target and absolute far from it. With {@code dⱼ = pⱼ − tⱼ}:
 * {@code L = Σⱼ h(dⱼ) / n}, {@code h(d) = d² / 2} where {@code |d| ≤ δ}, else
 * {@code δ (|d| − δ / 2)}; gradient {@code gⱼ = dⱼ / n} where {@code |dⱼ| ≤ δ}, else
 * {@code δ sign(dⱼ) / n}.
 *
 * <p>Source: P. J. Huber, <em>Robust Estimation of a Location Parameter</em>, The Annals of
 * Mathematical Statistics 35 (1964), page 75.
 *
 * @param delta δ, the distance from the target up to which the loss is squared, above 0
 */
public record Huber(double delta) implements Loss {

  /**
   * Describes the loss.
   *
   * @param delta δ, the distance from the target up to which the loss is squared, above 0
   * @throws IllegalArgumentException if δ is not a finite number above 0
   */
  public Huber {
    if (!(delta > 0) || Double.isInfinite(delta)) {
      throw new IllegalArgumentException(
          "the delta of the Huber loss must be a finite number above 0, got " + delta);
    }
  }

  @Override
  public String text() {
    return "huber " + Numbers.text(delta);
  }

  @Override
  public double value(double[] p, double[] t, int offset, int n) {
    double sum = 0;
    for (int j = offset; j < offset + n; j++) {
      double d = Math.abs(p[j] - t[j]);
      sum += d <= delta ? d * d / 2 : delta * (d - delta / 2);
    }
    return sum / n;
  }

  @Override
  public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
    for (int j = offset; j < offset + n; j++) {
      double d = p[j] - t[j];
      g[j] = (Math.abs(d) <= delta ? d : delta * Math.signum(d)) / n;
    }
  }
}
