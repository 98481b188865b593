package io.ganglion.loss;

import io.ganglion.text.Numbers;

/**
 * Softmax and cross-entropy in one: {@code L = Σⱼ t′ⱼ (ln Σₖ exp(pₖ) − pⱼ)}, with gradient
 * {@code gⱼ = softmax(p)ⱼ Σₖ t′ₖ − t′ⱼ}. The predictions p are logits: the network is trained
 * without its final softmax, if it has one.
 *
 * <p>It is exact for logits of any size, where {@link CrossEntropy} after a softmax needs an ε: the
 * largest logit is subtracted from all of them before the exponential, so that nothing overflows
 * and the logarithm is never that of 0.
 *
 * <p>Targets may be smoothed: {@code t′ⱼ = (1 − s) tⱼ + s / n}, which keeps the network from
 * becoming overconfident.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, section 6.2.2.3; C. Szegedy and
 * others, <em>Rethinking the Inception Architecture for Computer Vision</em>, CVPR 2016, section 7.
 *
 * @param smoothing s, the share of a target that is spread evenly over all classes, in [0, 1)
 */
public record SoftmaxCrossEntropy(double smoothing) implements Loss {

  /**
   * Describes the loss.
   *
   * @param smoothing s, the share of a target that is spread evenly over all classes, in [0, 1)
   * @throws IllegalArgumentException if s is less than 0, or 1 or more
   */
  public SoftmaxCrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "label smoothing must be at least 0 and less than 1, got " + smoothing);
    }
  }

  /** Describes the loss without smoothing. */
  public SoftmaxCrossEntropy() {
    this(0);
  }

  @Override
  public String text() {
    return "softmax-cross-entropy" + (smoothing == 0 ? "" : " " + Numbers.text(smoothing));
  }

  @Override
  public Predictions takes() {
    return Predictions.LOGITS;
  }

  @Override
  public double value(double[] p, double[] t, int offset, int n) {
    double max = max(p, offset, n);
    double logarithm = StrictMath.log(sum(p, offset, n, max));
    double loss = 0;
    for (int j = offset; j < offset + n; j++) {
      loss += smoothed(t[j], n) * (logarithm - (p[j] - max));
    }
    return loss;
  }

  @Override
  public void gradient(double[] p, double[] t, double[] g, int offset, int n) {
    double max = max(p, offset, n);
    double sum = sum(p, offset, n, max);
    double total = 0;
    for (int j = offset; j < offset + n; j++) {
      total += smoothed(t[j], n);
    }
    for (int j = offset; j < offset + n; j++) {
      g[j] = StrictMath.exp(p[j] - max) / sum * total - smoothed(t[j], n);
    }
  }

  private double smoothed(double t, int n) {
    return (1 - smoothing) * t + smoothing / n;
  }

  private static double max(double[] p, int offset, int n) {
    double max = p[offset];
    for (int j = offset + 1; j < offset + n; j++) {
      max = Math.max(max, p[j]);
    }
    return max;
  }

  /** {@code Σₖ exp(pₖ − max)}, at least 1. */
  private static double sum(double[] p, int offset, int n, double max) {
    double sum = 0;
    for (int k = offset; k < offset + n; k++) {
      sum += StrictMath.exp(p[k] - max);
    }
    return sum;
  }
}
