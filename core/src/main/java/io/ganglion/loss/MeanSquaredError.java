package io.ganglion.loss;

/**
 * Mean squared error: {@code L = Σⱼ (pⱼ − tⱼ)² / n}, with gradient {@code gⱼ = 2 (pⱼ − tⱼ) / n}.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 5.1.4.
 */
public record MeanSquaredError() implements Loss {

  @Override
  public String text() {
    return "squared";
  }

  @Override
  public double value(double[] p, double[] t, int offset, int n) {
    double sum = 0;
    for (int j = offset; j < offset + n; j++) {
      double d = p[j] - t[j];
      sum += d * d;
    }
    return sum / n;
  }

  @Override
  public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
    for (int j = offset; j < offset + n; j++) {
      g[j] = 2 * (p[j] - t[j]) / n;
    }
  }
}
