package io.ganglion.benchmarks.baseline;

import java.util.Arrays;

/**
 * Plain Java loops in float64, along the rows of the weights, which the JIT compiler vectorises. It
 * computes in the arrays of {@link Baseline} and converts nothing, unlike {@link LoopsFloat32}.
 */
final class LoopsFloat64 extends Baseline {

  private final boolean skipsZeros;
  private final double[] w1;
  private final double[] w2;
  private final double[] h;
  private final double[] gh;

  LoopsFloat64(Sizes sizes, double[][] weights, double learningRate, boolean skipsZeros) {
    super(sizes, learningRate);
    this.skipsZeros = skipsZeros;
    this.w1 = weights[0].clone();
    this.w2 = weights[1].clone();
    this.h = new double[sizes.hidden()];
    this.gh = new double[sizes.hidden()];
  }

  @Override
  void forward() {
    multiply(x, w1, h);
    if (rectified) {
      rectify(h, h);
    }
    multiply(h, w2, y);
  }

  @Override
  void backward() {
    int n = gy.length;
    for (int i = 0; i < gh.length; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += gy[j] * w2[i * n + j];
      }
      gh[i] = sum;
    }
    if (rectified) {
      rectify(h, gh);
    }
    update(h, gy, w2);
    update(x, gh, w1);
  }

  /** {@code c ← a b}. */
  private void multiply(double[] a, double[] b, double[] c) {
    Arrays.fill(c, 0);
    for (int i = 0; i < a.length; i++) {
      if (!skipsZeros || a[i] != 0) {
        addRow(a[i], b, i * c.length, c, 0, c.length);
      }
    }
  }

  /** {@code w ← w − η aᵀ g}. */
  private void update(double[] a, double[] g, double[] w) {
    for (int i = 0; i < a.length; i++) {
      if (!skipsZeros || a[i] != 0) {
        addRow(-learningRate * a[i], g, 0, w, i * g.length, g.length);
      }
    }
  }

  private static void addRow(double f, double[] source, int from, double[] target, int to, int n) {
    for (int j = 0; j < n; j++) {
      target[to + j] += f * source[from + j];
    }
  }

  @Override
  public double[][] weights() {
    return new double[][] {w1.clone(), w2.clone()};
  }
}
