package io.ganglion.spi;

import java.util.Arrays;

/** A backend whose rows are plain arrays of {@code float}. */
final class FloatRows extends RowBackend<float[]> {

  FloatRows() {
    super("rows", Precision.FLOAT32, float[][]::new);
  }

  @Override
  protected float[] createRow(int columns) {
    return new float[columns];
  }

  @Override
  protected int length(float[] row) {
    return row.length;
  }

  @Override
  protected double get(float[] row, int j) {
    return row[j];
  }

  @Override
  protected void set(float[] row, int j, double value) {
    row[j] = (float) value;
  }

  @Override
  protected void copyRow(float[] x, float[] y) {
    System.arraycopy(x, 0, y, 0, y.length);
  }

  @Override
  protected void scaleRow(double alpha, float[] x) {
    if (alpha == 0) {
      Arrays.fill(x, 0);
    } else {
      for (int j = 0; j < x.length; j++) {
        x[j] *= (float) alpha;
      }
    }
  }

  @Override
  protected void addMultiple(double alpha, float[] x, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += (float) alpha * x[j];
    }
  }

  @Override
  protected void multiplyRows(float[] a, float[] b, float[] c) {
    for (int j = 0; j < c.length; j++) {
      c[j] = a[j] * b[j];
    }
  }

  @Override
  protected double dot(float[] x, float[] y) {
    float sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }
}
