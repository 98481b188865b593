package io.ganglion.benchmarks.baseline;

import java.util.Arrays;

/**
 * Plain Java loops in float32, along the rows of the weights, which the JIT compiler vectorises. It
 * has arrays of its own for the sample, the output and the output's gradient, and converts them at
 * every step; see {@link Baseline} for why it is a separate program.
 */
final class LoopsFloat32 extends Baseline {

  private final boolean skipsZeros;
  private final float[] w1;
  private final float[] w2;
  private final float[] input;
  private final float[] h;
  private final float[] gh;
  private final float[] output;
  private final float[] outputGradient;
  private final float rate;

  LoopsFloat32(Sizes sizes, double[][] weights, double learningRate, boolean skipsZeros) {
    super(sizes, learningRate);
    this.skipsZeros = skipsZeros;
    this.rate = (float) learningRate;
    this.w1 = rounded(weights[0]);
    this.w2 = rounded(weights[1]);
    this.input = new float[sizes.inputs()];
    this.h = new float[sizes.hidden()];
    this.gh = new float[sizes.hidden()];
    this.output = new float[sizes.outputs()];
    this.outputGradient = new float[sizes.outputs()];
  }

  @Override
  void forward() {
    round(x, input);
    multiply(input, w1, h);
    if (rectified) {
      rectify(h, h);
    }
    multiply(h, w2, output);
    widen(output, y);
  }

  @Override
  void backward() {
    round(gy, outputGradient);
    int n = outputGradient.length;
    for (int i = 0; i < gh.length; i++) {
      float sum = 0;
      for (int j = 0; j < n; j++) {
        sum += outputGradient[j] * w2[i * n + j];
      }
      gh[i] = sum;
    }
    if (rectified) {
      rectify(h, gh);
    }
    update(h, outputGradient, w2);
    update(input, gh, w1);
  }

  /** {@code c ← a b}. */
  private void multiply(float[] a, float[] b, float[] c) {
    Arrays.fill(c, 0);
    for (int i = 0; i < a.length; i++) {
      if (!skipsZeros || a[i] != 0) {
        addRow(a[i], b, i * c.length, c, 0, c.length);
      }
    }
  }

  /** {@code w ← w − η aᵀ g}. */
  private void update(float[] a, float[] g, float[] w) {
    for (int i = 0; i < a.length; i++) {
      if (!skipsZeros || a[i] != 0) {
        addRow(-rate * a[i], g, 0, w, i * g.length, g.length);
      }
    }
  }

  private static void addRow(float f, float[] source, int from, float[] target, int to, int n) {
    for (int j = 0; j < n; j++) {
      target[to + j] += f * source[from + j];
    }
  }

  @Override
  public double[][] weights() {
    return new double[][] {widened(w1), widened(w2)};
  }
}
