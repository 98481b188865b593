package io.ganglion.benchmarks.baseline;

import io.ganglion.train.Samples;

/**
 * Per-sample stochastic gradient descent on two linear layers without bias, softmax and
 * cross-entropy, with no more than that needs.
 *
 * <p>Forward: {@code h = x w₁}, {@code y = h w₂}, {@code p = softmax(y)}. Backward, softmax and
 * cross-entropy in one: {@code gy = p − t}, {@code gh = gy w₂ᵀ}, {@code w₂ ← w₂ − η hᵀ gy}, {@code w₁ ←
 * w₁ − η xᵀ gh}. With ReLU, h and gh become 0 where h is not above 0. What differs between the
 * subclasses is who does the products; ReLU and ten numbers of softmax are loops everywhere.
 *
 * <p>For use by one thread.
 */
public abstract class Baseline implements AutoCloseable {

  /** Below it a probability is raised by it in the loss, as the original program does. */
  private static final double EPSILON = 1e-7;

  /** η. */
  final double learningRate;

  /** Whether there is ReLU between the layers. */
  final boolean rectified;

  /** The present sample, [inputs]. */
  final double[] x;

  /** What {@link #forward} makes of it, [outputs]; the loss leaves the probabilities here. */
  final double[] y;

  /** The gradient of the loss by y, [outputs]. */
  final double[] gy;

  private final double[] t;

  /**
   * Makes what all have.
   *
   * @param sizes how many inputs and outputs
   * @param learningRate η
   */
  Baseline(Sizes sizes, double learningRate) {
    this.learningRate = learningRate;
    this.rectified = sizes.rectified();
    this.x = new double[sizes.inputs()];
    this.y = new double[sizes.outputs()];
    this.gy = new double[sizes.outputs()];
    this.t = new double[sizes.outputs()];
  }

  /**
   * Learns every sample once, in their order.
   *
   * @param samples of the inputs and outputs that this was made for
   * @return the mean loss
   */
  public final double epoch(Samples samples) {
    double total = 0;
    for (int i = 0; i < samples.size(); i++) {
      samples.readInput(i, x, 0);
      samples.readTarget(i, t, 0);
      forward();
      total += softmaxCrossEntropy();
      backward();
    }
    return total / samples.size();
  }

  /** {@code h ← x w₁}, {@code y ← h w₂}. */
  abstract void forward();

  /** Takes gy back through both layers, and updates their weights. */
  abstract void backward();

  /**
   * The present weights.
   *
   * @return w₁ and w₂, each in row-major order, in new arrays
   */
  public abstract double[][] weights();

  /** Gives back memory outside the Java heap; by default there is none. */
  @Override
  public void close() {}

  /** {@code p ← softmax(y)}, {@code gy ← p − t}; returns {@code −Σⱼ tⱼ ln pⱼ}. */
  private double softmaxCrossEntropy() {
    double max = Double.NEGATIVE_INFINITY;
    for (double value : y) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (int j = 0; j < y.length; j++) {
      y[j] = Math.exp(y[j] - max);
      sum += y[j];
    }
    double loss = 0;
    for (int j = 0; j < y.length; j++) {
      double p = y[j] / sum;
      gy[j] = p - t[j];
      if (t[j] != 0) {
        loss -= t[j] * Math.log(p < EPSILON ? p + EPSILON : p);
      }
    }
    return loss;
  }

  /** {@code a ← 0 where h is not above 0}: ReLU where a is h, its gradient where a is gh. */
  static void rectify(double[] h, double[] a) {
    for (int i = 0; i < a.length; i++) {
      a[i] = h[i] <= 0 ? 0 : a[i];
    }
  }

  /** {@link #rectify} in float32. */
  static void rectify(float[] h, float[] a) {
    for (int i = 0; i < a.length; i++) {
      a[i] = h[i] <= 0 ? 0 : a[i];
    }
  }

  /** {@code to ← from}, rounded to float32. */
  static void round(double[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (float) from[i];
    }
  }

  /** {@code to ← from}. */
  static void widen(float[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
  }

  static float[] rounded(double[] values) {
    float[] rounded = new float[values.length];
    round(values, rounded);
    return rounded;
  }

  static double[] widened(float[] values) {
    double[] widened = new double[values.length];
    widen(values, widened);
    return widened;
  }
}
