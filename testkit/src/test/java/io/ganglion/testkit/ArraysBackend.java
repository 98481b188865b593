package io.ganglion.testkit;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;
import java.util.Arrays;

/** Every required kernel over arrays of rows, and nothing more. */
final class ArraysBackend implements Backend<double[][]> {

  @Override
  public String name() {
    return "arrays";
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  @Override
  public double[][] create(int rows, int columns) {
    return new double[rows][columns];
  }

  @Override
  public void write(double[] source, int offset, double[][] target) {
    int n = target[0].length;
    for (int i = 0; i < target.length; i++) {
      System.arraycopy(source, offset + i * n, target[i], 0, n);
    }
  }

  @Override
  public void read(double[][] source, double[] target, int offset) {
    int n = source[0].length;
    for (int i = 0; i < source.length; i++) {
      System.arraycopy(source[i], 0, target, offset + i * n, n);
    }
  }

  @Override
  public void copy(double[][] x, double[][] y) {
    for (int i = 0; i < x.length; i++) {
      System.arraycopy(x[i], 0, y[i], 0, x[i].length);
    }
  }

  @Override
  public void scale(double alpha, double[][] x) {
    for (double[] row : x) {
      for (int j = 0; j < row.length; j++) {
        row[j] = alpha == 0 ? 0 : alpha * row[j]; // 0 · NaN would be NaN.
      }
    }
  }

  @Override
  public void axpy(double alpha, double[][] x, double[][] y) {
    for (int i = 0; i < x.length; i++) {
      addRow(alpha, x[i], y[i]);
    }
  }

  @Override
  public void multiply(double[][] a, double[][] b, double[][] c) {
    for (int i = 0; i < c.length; i++) {
      for (int j = 0; j < c[i].length; j++) {
        c[i][j] = a[i][j] * b[i][j];
      }
    }
  }

  @Override
  public void activate(Activation f, double[][] x, double[][] y) {
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[i].length; j++) {
        double v = x[i][j];
        y[i][j] =
            switch (f) {
              case RELU -> v <= 0 ? 0 : v; // Not v > 0 ? v : 0, which would drop NaN.
              case TANH -> Math.tanh(v);
              case SIGMOID -> 1 / (1 + Math.exp(-v));
            };
      }
    }
  }

  @Override
  public void activationGradient(Activation f, double[][] y, double[][] gy, double[][] gx) {
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        double v = y[i][j];
        double g = gy[i][j];
        gx[i][j] =
            switch (f) {
              case RELU -> v <= 0 ? 0 : g;
              case TANH -> g * (1 - v * v);
              case SIGMOID -> g * (v * (1 - v));
            };
      }
    }
  }

  @Override
  public void addRow(double[][] row, double[][] x) {
    for (double[] xi : x) {
      addRow(1, row[0], xi);
    }
  }

  @Override
  public void columnSums(double alpha, double[][] x, double beta, double[][] row) {
    scale(beta, row);
    for (double[] xi : x) {
      addRow(alpha, xi, row[0]);
    }
  }

  @Override
  public void softmax(double[][] x, double[][] y) {
    for (int i = 0; i < x.length; i++) {
      double max = Arrays.stream(x[i]).max().orElseThrow(); // NaN if there is one.
      double sum = 0;
      for (int j = 0; j < x[i].length; j++) {
        y[i][j] = Math.exp(x[i][j] - max);
        sum += y[i][j];
      }
      for (int j = 0; j < x[i].length; j++) {
        y[i][j] /= sum;
      }
    }
  }

  @Override
  public void softmaxGradient(double[][] y, double[][] gy, double[][] gx) {
    for (int i = 0; i < y.length; i++) {
      double dot = 0;
      for (int j = 0; j < y[i].length; j++) {
        dot += gy[i][j] * y[i][j];
      }
      for (int j = 0; j < y[i].length; j++) {
        gx[i][j] = y[i][j] * (gy[i][j] - dot);
      }
    }
  }

  @Override
  public void gemm(
      double alpha,
      double[][] a,
      Transpose opA,
      double[][] b,
      Transpose opB,
      double beta,
      double[][] c) {
    scale(beta, c);
    double[][] left = opA == Transpose.YES ? transposed(a) : a;
    double[][] right = opB == Transpose.YES ? transposed(b) : b;
    if (alpha != 0) {
      for (int i = 0; i < c.length; i++) {
        for (int p = 0; p < right.length; p++) {
          addRow(alpha * left[i][p], right[p], c[i]);
        }
      }
    }
  }

  private static double[][] transposed(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  /** {@code y ← y + f x}; a factor of 0 does not read x, so that zeros of a batch cost nothing. */
  private static void addRow(double f, double[] x, double[] y) {
    if (f != 0) {
      for (int j = 0; j < y.length; j++) {
        y[j] += f * x[j];
      }
    }
  }
}
