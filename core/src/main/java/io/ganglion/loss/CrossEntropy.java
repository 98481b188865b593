package io.ganglion.loss;

/**
 * Cross-entropy of probabilities: {@code L = −Σⱼ tⱼ ln p′ⱼ}, with gradient {@code gⱼ = −tⱼ / p′ⱼ}.
 *
 * <p>p′ keeps the logarithm finite where a probability underflows: {@code p′ⱼ = pⱼ + ε} where
 * {@code |pⱼ| < ε}, else {@code p′ⱼ = pⱼ}, with {@code ε = 10⁻⁷}. The gradient uses p′ too.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 3.13; p′ is from the
 * original program.
 */
public record CrossEntropy() implements Loss {

  /** ε, which is added to probabilities below it. */
  public static final double EPSILON = 1e-7;

  @Override
  public String text() {
    return "cross-entropy";
  }

  @Override
  public Predictions takes() {
    return Predictions.DISTRIBUTION;
  }

  @Override
  public double value(double[] p, double[] t, int offset, int n) {
    double sum = 0;
    for (int j = offset; j < offset + n; j++) {
      // A target of 0 contributes 0, unless the prediction is NaN, which must not be hidden.
      if (t[j] != 0 || Double.isNaN(p[j])) {
        sum += t[j] * StrictMath.log(raised(p[j]));
      }
    }
    return -sum;
  }

  @Override
  public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
    for (int j = offset; j < offset + n; j++) {
      g[j] = -t[j] / raised(p[j]);
    }
  }

  private static double raised(double p) {
    return Math.abs(p) < EPSILON ? p + EPSILON : p;
  }
}
