package io.ganglion.spi;

import java.util.Arrays;

/** A backend whose rows are plain arrays, which counts what it is made to add. */
final class DoubleRows extends RowBackend<double[]> {

  /** How many multiples of rows were added. */
  int additions;

  DoubleRows() {
    super("rows", Precision.FLOAT64, double[][]::new);
  }

  @Override
  protected double[] createRow(int columns) {
    return new double[columns];
  }

  @Override
  protected int length(double[] row) {
    return row.length;
  }

  @Override
  protected double get(double[] row, int j) {
    return row[j];
  }

  @Override
  protected void set(double[] row, int j, double value) {
    row[j] = value;
  }

  @Override
  protected void copyRow(double[] x, double[] y) {
    System.arraycopy(x, 0, y, 0, y.length);
  }

  @Override
  protected void scaleRow(double alpha, double[] x) {
    if (alpha == 0) {
      Arrays.fill(x, 0);
    } else {
      for (int j = 0; j < x.length; j++) {
        x[j] *= alpha;
      }
    }
  }

  @Override
  protected void addMultiple(double alpha, double[] x, double[] y) {
    additions++;
    for (int j = 0; j < y.length; j++) {
      y[j] += alpha * x[j];
    }
  }

  @Override
  protected void multiplyRows(double[] a, double[] b, double[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] = a[j] * b[j];
    }
  }

  @Override
  protected double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }
}
