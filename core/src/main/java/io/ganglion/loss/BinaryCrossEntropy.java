package io.ganglion.loss;

/**
 * Cross-entropy of independent probabilities, one for each output: {@code L = −Σⱼ (tⱼ ln p′ⱼ + (1 − tⱼ)
 * ln (1 − p′ⱼ)) / n}, with gradient {@code gⱼ = (p′ⱼ − tⱼ) / (p′ⱼ (1 − p′ⱼ)) / n}.
 *
 * <p>p′ keeps both logarithms finite: it is p, but at least ε and at most 1 − ε, with {@code ε = 10⁻⁷}.
 * The gradient uses p′ too, so that it is finite. Goes behind a sigmoid, and teaches it as long as the
 * sigmoid is not saturated: from p = 1 exactly, in float32 a logit of about 17, nothing leads back.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 6.2.2.2.
 */
public record BinaryCrossEntropy() implements Loss {

  @Override
  public String text() {
    return "binary-cross-entropy";
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

  /** A NaN stays one. */
  private static double inside(double p) {
    return Math.min(Math.max(p, CrossEntropy.EPSILON), 1 - CrossEntropy.EPSILON);
  }
}
