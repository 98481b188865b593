package io.ganglion.benchmarks.baseline;

import io.ganglion.train.Samples;

/**
 * Per-sample stochastic gradient descent on two linear layers without bias, softmax and
 * cross-entropy, written by hand and without anything else.
 *
 * <p>Forward: {@code h = x w₁}, {@code y = h w₂}, {@code p = softmax(y)}. Backward, with softmax
 * and cross-entropy combined: {@code gy = p − t}, {@code gh = gy w₂ᵀ}, {@code w₂ ← w₂ − η hᵀ gy},
 * {@code w₁ ← w₁ − η xᵀ gh}. With ReLU, h and gh become 0 where h is not above 0. The subclasses
 * differ in how they compute the products; ReLU and the ten numbers of softmax are plain loops in
 * all of them.
 *
 * <p>Each program is written by hand once for each precision that its library has; unlike the
 * backends' kernels, neither is derived from the other. Samples and losses are float64, so the
 * float64 program converts nothing and, except for ND4J, works on x, y and gy in place. The float32
 * program has to round the sample and the gradient and widen the output at every step. Each is the
 * honest program of its precision.
 *
 * <p>Not thread-safe.
 */
public abstract class Baseline implements AutoCloseable {

  /** The loss adds this to smaller probabilities, as the original program does. */
  private static final double EPSILON = 1e-7;

  /** η. */
  final double learningRate;

  /** Whether ReLU is between the layers. */
  final boolean rectified;

  /** The current sample, [inputs]. */
  final double[] x;

  /** The output of {@link #forward}, [outputs]; the loss overwrites it. */
  final double[] y;

  /** The gradient of the loss with respect to y, [outputs]. */
  final double[] gy;

  private final double[] t;

  /**
   * Creates the arrays that all programs share.
   *
   * @param sizes the sizes of the network
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
   * Learns every sample once, in order.
   *
   * @param samples samples with the inputs and outputs of the network
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

  /** Propagates gy back through both layers, and updates their weights. */
  abstract void backward();

  /**
   * The current weights.
   *
   * @return w₁ and w₂, each in row-major order, in new arrays
   */
  public abstract double[][] weights();

  /** Frees memory outside the Java heap; by default there is none. */
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

  /** {@code a ← 0 where h is not above 0}: ReLU if a is h, its gradient if a is gh. */
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
