package com.example.arrays;

import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;

/** Only what every backend must have, over arrays of rows. */
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
  public int rows(double[][] storage) {
    return storage.length;
  }

  @Override
  public int columns(double[][] storage) {
    return storage[0].length;
  }

  @Override
  public void write(double[] source, int offset, double[][] target) {
    for (int i = 0; i < target.length; i++) {
      int n = target[i].length;
      System.arraycopy(source, offset + i * n, target[i], 0, n);
    }
  }

  @Override
  public void read(double[][] source, double[] target, int offset) {
    for (int i = 0; i < source.length; i++) {
      int n = source[i].length;
      System.arraycopy(source[i], 0, target, offset + i * n, n);
    }
  }

  @Override
  public void linear(double[][] x, double[][] w, double[][] y) {
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < y[i].length; j++) {
        y[i][j] = 0;
        for (int p = 0; p < w.length; p++) {
          y[i][j] += x[i][p] * w[p][j];
        }
      }
    }
  }

  @Override
  public void linearGradient(double[][] gy, double[][] w, double[][] gx) {
    for (int i = 0; i < gx.length; i++) {
      for (int p = 0; p < w.length; p++) {
        gx[i][p] = 0;
        for (int j = 0; j < w[p].length; j++) {
          gx[i][p] += gy[i][j] * w[p][j];
        }
      }
    }
  }

  @Override
  public void rankUpdate(double alpha, double[][] x, double[][] gy, double beta, double[][] w) {
    for (int p = 0; p < w.length; p++) {
      for (int j = 0; j < w[p].length; j++) {
        w[p][j] = beta == 0 ? 0 : beta * w[p][j]; // 0 · NaN would be NaN.
        for (int i = 0; i < x.length && alpha != 0; i++) {
          w[p][j] += alpha * x[i][p] * gy[i][j];
        }
      }
    }
  }
}
