package io.ganglion.loss;

/**
 * Mean absolute error: {@code L = Σⱼ |pⱼ − tⱼ| / n}, with gradient {@code gⱼ = sign(pⱼ − tⱼ) / n},
 * which is 0 where {@code pⱼ = tⱼ}.
 *
 * <p>It is minimised by the median of the targets, and so is robust to outliers.
 */
public record MeanAbsoluteError() implements Loss {

  @Override
  public String text() {
    return "absolute";
  }

  @Override
  public double value(double[] p, double[] t, int offset, int n) {
    double sum = 0;
    for (int j = offset; j < offset + n; j++) {
      sum += Math.abs(p[j] - t[j]);
    }
    return sum / n;
  }

  @Override
  public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
    for (int j = offset; j < offset + n; j++) {
      g[j] = Math.signum(p[j] - t[j]) / n;
    }
  }
}
