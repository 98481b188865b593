package io.ganglion.loss;

/**
 * Cross-entropy of independent probabilities, one for each output:
 * {@code L = −Σⱼ (tⱼ ln p′ⱼ + (1 − tⱼ) ln (1 − p′ⱼ)) / n}, with gradient
 * {@code gⱼ = (p′ⱼ − tⱼ) / (p′ⱼ (1 − p′ⱼ)) / n}.
 *
 * <p>p′ keeps both logarithms finite: it is p clamped to [ε, 1 − ε], with {@code ε = 10⁻⁷}. The
 * gradient uses p′ too, and so is finite. For use after a sigmoid, which can learn only while it is
 * not saturated: at {@code p = 1} exactly (in float32, for a logit of about 17 or more), its own
 * derivative is 0.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 6.2.2.2.
 */
public record BinaryCrossEntropy() implements Loss {

  @Override
  public String text() {
    return "binary-cross-entropy";
  }

  @Override
  public Predictions takes() {
    return Predictions.PROBABILITIES;
  }

  @Override
  public double value(double[] p, double[] t, int offset, int n) {
    double sum = 0;
    for (int j = offset; j < offset + n; j++) {
      double inside = inside(p[j]);
      sum += t[j] * StrictMath.log(inside) + (1 - t[j]) * StrictMath.log(1 - inside);
    }
    return -sum / n;
  }

  @Override
  public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
    for (int j = offset; j < offset + n; j++) {
      double inside = inside(p[j]);
      g[j] = (inside - t[j]) / (inside * (1 - inside)) / n;
    }
  }

  /** p′; NaN stays NaN. */
  private static double inside(double p) {
    return Math.min(Math.max(p, CrossEntropy.EPSILON), 1 - CrossEntropy.EPSILON);
  }
}
