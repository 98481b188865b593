package io.ganglion.testkit;

/**
 * A network of two linear layers, softmax and cross-entropy, trained by stochastic gradient
 * descent. It follows the formulas in plain loops over double: slow, and easy to verify.
 *
 * <pre>
 *   h = x W₁      z = h W₂      y = softmax(z)      L = −Σⱼ tⱼ ln yⱼ
 *   gy = −t / y   gz = y ⊙ (gy − gy · y)   gh = gz W₂ᵀ
 *   W₂ ← W₂ − η hᵀ gz      W₁ ← W₁ − η xᵀ gh
 * </pre>
 *
 * <p>For a batch, the gradients with respect to W₁ and W₂ are the means over its samples, with the
 * weights as they were before the batch. If a probability p is smaller than ε = 10⁻⁷, p + ε
 * replaces it in L and gy.
 */
final class PlainNetwork {

  static final double EPSILON = 1e-7;

  final double[][] w1;
  final double[][] w2;

  PlainNetwork(Matrix w1, Matrix w2) {
    this.w1 = rows(w1);
    this.w2 = rows(w2);
  }

  /** Trains on samples from (inclusive) to to (exclusive), and returns the sum of their losses. */
  double trainBatch(double[][] x, double[][] t, int from, int to, double learningRate) {
    double[][] g1 = new double[w1.length][w1[0].length];
    double[][] g2 = new double[w2.length][w2[0].length];
    double loss = 0;
    for (int sample = from; sample < to; sample++) {
      double[] h = times(x[sample], w1);
      double[] y = softmax(times(h, w2));
      double[] gy = new double[y.length];
      for (int j = 0; j < y.length; j++) {
        double p = Math.abs(y[j]) < EPSILON ? y[j] + EPSILON : y[j];
        loss -= t[sample][j] * Math.log(p);
        gy[j] = -t[sample][j] / p;
      }
      double dot = 0;
      for (int j = 0; j < y.length; j++) {
        dot += gy[j] * y[j];
      }
      double[] gz = new double[y.length];
      for (int j = 0; j < y.length; j++) {
        gz[j] = y[j] * (gy[j] - dot);
      }
      double[] gh = new double[h.length];
      for (int i = 0; i < h.length; i++) {
        for (int j = 0; j < gz.length; j++) {
          gh[i] += gz[j] * w2[i][j];
        }
      }
      addOuterProduct(h, gz, g2);
      addOuterProduct(x[sample], gh, g1);
    }
    double step = learningRate / (to - from);
    descend(w1, g1, step);
    descend(w2, g2, step);
    return loss;
  }

  private static double[] times(double[] x, double[][] w) {
    double[] y = new double[w[0].length];
    for (int j = 0; j < y.length; j++) {
      for (int i = 0; i < x.length; i++) {
        y[j] += x[i] * w[i][j];
      }
    }
    return y;
  }

  private static double[] softmax(double[] x) {
    double max = x[0];
    for (double value : x) {
      max = Math.max(max, value);
    }
    double sum = 0;
    for (double value : x) {
      sum += Math.exp(value - max);
    }
    double[] y = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      y[j] = Math.exp(x[j] - max) / sum;
    }
    return y;
  }

  private static void addOuterProduct(double[] x, double[] g, double[][] sum) {
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < g.length; j++) {
        sum[i][j] += x[i] * g[j];
      }
    }
  }

  private static void descend(double[][] w, double[][] g, double step) {
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        w[i][j] -= step * g[i][j];
      }
    }
  }

  private static double[][] rows(Matrix matrix) {
    double[][] rows = new double[matrix.rows()][matrix.columns()];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = matrix.at(i, j);
      }
    }
    return rows;
  }
}
