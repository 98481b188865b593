package io.ganglion.datasets.augment;

import java.util.Arrays;

/**
 * Smooths two fields of numbers with the Gaussian of {@link Elastic}, one axis after the other;
 * beyond a field lies 0.
 *
 * <p>Along an axis it adds up whole rows. Each row is an array of its own that holds both fields
 * side by side, so that the loops over rows are long and begin at the first element: the JVM
 * compiles such loops to SIMD.
 */
final class GaussianFilter {

  private final float[] kernel;
  private final float[][] smoothedColumns;
  private final float[][] rows;
  private final float[][] smoothedRows;

  GaussianFilter(double sigma, int height, int width) {
    this.kernel = kernel(sigma, Math.max(height, width));
    this.smoothedColumns = new float[width][2 * height];
    this.rows = new float[height][2 * width];
    this.smoothedRows = new float[height][2 * width];
  }

  /** Returns k(0), k(1), …, up to the kernel's reach or the largest distance of two pixels. */
  private static float[] kernel(double sigma, int side) {
    double[] k = new double[1 + (int) Math.ceil(3 * sigma)];
    double sum = 0;
    for (int d = 0; d < k.length; d++) {
      // Divided before it is squared: the square of a tiny sigma is 0.
      double deviations = d / sigma;
      k[d] = StrictMath.exp(-0.5 * deviations * deviations);
      sum += d == 0 ? k[d] : 2 * k[d];
    }
    float[] kernel = new float[Math.min(k.length, side)];
    for (int d = 0; d < kernel.length; d++) {
      kernel[d] = (float) (k[d] / sum);
    }
    return kernel;
  }

  /**
   * Smooths two fields.
   *
   * @param columns the columns of both, [width, 2 · height]; not modified
   * @return the rows of both smoothed fields, [height, 2 · width]; overwritten by the next call
   */
  float[][] smooth(float[][] columns) {
    convolve(columns, smoothedColumns);
    transpose(smoothedColumns, rows);
    convolve(rows, smoothedRows);
    return smoothedRows;
  }

  /** {@code y[i] ← Σ_d k(d) x[i + d]} for every row i, over the rows that exist. */
  private void convolve(float[][] x, float[][] y) {
    int reach = kernel.length - 1;
    for (int i = 0; i < y.length; i++) {
      int j = Math.max(0, i - reach);
      int end = Math.min(x.length, i + reach + 1);
      Arrays.fill(y[i], 0);
      // Four rows at a time, so that the sum is read and written less often.
      for (; j + 3 < end; j += 4) {
        add(
            k(j - i),
            x[j],
            k(j + 1 - i),
            x[j + 1],
            k(j + 2 - i),
            x[j + 2],
            k(j + 3 - i),
            x[j + 3],
            y[i]);
      }
      for (; j < end; j++) {
        add(k(j - i), x[j], y[i]);
      }
    }
  }

  private float k(int d) {
    return kernel[Math.abs(d)];
  }

  private static void add(
      float k0,
      float[] x0,
      float k1,
      float[] x1,
      float k2,
      float[] x2,
      float k3,
      float[] x3,
      float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += k0 * x0[i] + k1 * x1[i] + k2 * x2[i] + k3 * x3[i];
    }
  }

  private static void add(float k, float[] x, float[] y) {
    for (int i = 0; i < y.length; i++) {
      y[i] += k * x[i];
    }
  }

  private static void transpose(float[][] columns, float[][] rows) {
    int height = rows.length;
    int width = columns.length;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        rows[row][column] = columns[column][row];
        rows[row][width + column] = columns[column][height + row];
      }
    }
  }
}
