package io.ganglion.backend;

import io.ganglion.sparse.NonZeros;
import io.ganglion.sparse.NonZerosByColumn;
import java.util.Arrays;

/**
 * The three products of a linear layer, in loops over rows.
 *
 * <p>Two techniques make products fast whose left factor is a batch of samples. Elements that are 0
 * are skipped: see {@link NonZeros}. And four rows of the right factor are added to the result at
 * once, so that the result is read and written once instead of four times. Neither changes the
 * order in which the terms of an element are added.
 */
final class JavaFloat32Products {

  /** The batch size from which dot products with the weights take longer than transposing them. */
  private static final int TRANSPOSING_PAYS = 4;

  private JavaFloat32Products() {}

  /** {@code y ← x w}: every row of y is a weighted sum of the rows of w. */
  static void linear(JavaFloat32Matrix x, JavaFloat32Matrix w, JavaFloat32Matrix y) {
    float[][] sums = y.modified();
    for (int i = 0; i < sums.length; i++) {
      Arrays.fill(sums[i], 0);
      if (x.nonZeros.isListed()) {
        addListedRows(x.rows[i], x.nonZeros, i, w.rows, sums[i]);
      } else {
        addAllRows(x.rows[i], w.rows, sums[i]);
      }
    }
  }

  /** {@code y ← y + Σₚ xₚ bₚ} over all p. */
  private static void addAllRows(float[] x, float[][] b, float[] y) {
    int p = 0;
    for (; p <= x.length - 4; p += 4) {
      addFour(x[p], b[p], x[p + 1], b[p + 1], x[p + 2], b[p + 2], x[p + 3], b[p + 3], y);
    }
    for (; p < x.length; p++) {
      add(x[p], b[p], y);
    }
  }

  /** {@code y ← y + Σₚ xₚ bₚ} over all p with {@code xₚ ≠ 0}; x is row i of its matrix. */
  private static void addListedRows(float[] x, NonZeros nonZeros, int i, float[][] b, float[] y) {
    int[] listed = nonZeros.columns();
    int end = nonZeros.end(i);
    int next = nonZeros.start(i);
    for (; next <= end - 4; next += 4) {
      int p0 = listed[next];
      int p1 = listed[next + 1];
      int p2 = listed[next + 2];
      int p3 = listed[next + 3];
      addFour(x[p0], b[p0], x[p1], b[p1], x[p2], b[p2], x[p3], b[p3], y);
    }
    for (; next < end; next++) {
      int p = listed[next];
      add(x[p], b[p], y);
    }
  }

  /**
   * {@code w ← α xᵀ gy + β w}. With one sample, every row of w gets its multiple of the only row of
   * gy; with several, it gets the terms of all samples at once, so that w is traversed only once.
   */
  static void rankUpdate(
      float alpha, JavaFloat32Matrix x, JavaFloat32Matrix gy, float beta, JavaFloat32Matrix w) {
    float[][] sums = w.modified();
    if (beta != 1) {
      for (float[] row : sums) {
        scale(beta, row);
      }
    }
    if (alpha == 0) {
      return;
    }
    if (gy.rows.length == 1) {
      addOuterProduct(alpha, x, gy.rows[0], sums);
    } else if (x.nonZeros.isListed()) {
      NonZerosByColumn nonZeros = w.leftByColumn;
      nonZeros.list(x.nonZeros);
      int[] starts = nonZeros.starts();
      for (int i = 0; i < sums.length; i++) {
        addColumn(alpha, x.rows, i, nonZeros.rows(), starts[i], starts[i + 1], gy.rows, sums[i]);
      }
    } else {
      for (int i = 0; i < sums.length; i++) {
        addColumn(alpha, x.rows, i, null, 0, gy.rows.length, gy.rows, sums[i]);
      }
    }
  }

  /** {@code c ← c + α aᵀ g}, where a has one row. */
  private static void addOuterProduct(float alpha, JavaFloat32Matrix a, float[] g, float[][] c) {
    NonZeros nonZeros = a.nonZeros;
    float[] x = a.rows[0];
    if (nonZeros.isListed()) {
      int[] listed = nonZeros.columns();
      int end = nonZeros.end(0);
      for (int next = nonZeros.start(0); next < end; next++) {
        int i = listed[next];
        add(alpha * x[i], g, c[i]);
      }
    } else {
      for (int i = 0; i < x.length; i++) {
        add(alpha * x[i], g, c[i]);
      }
    }
  }

  /**
   * {@code y ← y + Σₚ α aₚᵢ bₚ}.
   *
   * @param list the rows p to add, or null for all
   * @param from the first index in the list, or the first row
   * @param end one more than the last index in the list, or than the last row
   */
  private static void addColumn(
      float alpha, float[][] a, int i, int[] list, int from, int end, float[][] b, float[] y) {
    int next = from;
    for (; next <= end - 4; next += 4) {
      int p0 = list == null ? next : list[next];
      int p1 = list == null ? next + 1 : list[next + 1];
      int p2 = list == null ? next + 2 : list[next + 2];
      int p3 = list == null ? next + 3 : list[next + 3];
      addFour(
          alpha * a[p0][i],
          b[p0],
          alpha * a[p1][i],
          b[p1],
          alpha * a[p2][i],
          b[p2],
          alpha * a[p3][i],
          b[p3],
          y);
    }
    for (; next < end; next++) {
      int p = list == null ? next : list[next];
      add(alpha * a[p][i], b[p], y);
    }
  }

  /**
   * {@code gx ← gy wᵀ}. With several samples, w is transposed first: the sums of a whole row then
   * accumulate together in vector instructions, each in the same order as on its own.
   */
  static void linearGradient(JavaFloat32Matrix gy, JavaFloat32Matrix w, JavaFloat32Matrix gx) {
    float[][] sums = gx.modified();
    if (sums.length < TRANSPOSING_PAYS) {
      for (int i = 0; i < sums.length; i++) {
        multiplyRows(gy.rows[i], w.rows, sums[i]);
      }
      return;
    }
    float[][] transposed = gx.transposed(w);
    for (int i = 0; i < sums.length; i++) {
      Arrays.fill(sums[i], 0);
      addAllRows(gy.rows[i], transposed, sums[i]);
    }
  }

  /** {@code yⱼ ← x · bⱼ}, four rows of b at a time, each with a sum of its own. */
  private static void multiplyRows(float[] x, float[][] b, float[] y) {
    int j = 0;
    for (; j <= b.length - 4; j += 4) {
      float[] b0 = b[j];
      float[] b1 = b[j + 1];
      float[] b2 = b[j + 2];
      float[] b3 = b[j + 3];
      float sum0 = 0;
      float sum1 = 0;
      float sum2 = 0;
      float sum3 = 0;
      for (int p = 0; p < x.length; p++) {
        sum0 += x[p] * b0[p];
        sum1 += x[p] * b1[p];
        sum2 += x[p] * b2[p];
        sum3 += x[p] * b3[p];
      }
      y[j] = sum0;
      y[j + 1] = sum1;
      y[j + 2] = sum2;
      y[j + 3] = sum3;
    }
    for (; j < b.length; j++) {
      float sum = 0;
      for (int p = 0; p < x.length; p++) {
        sum += x[p] * b[j][p];
      }
      y[j] = sum;
    }
  }

  /** {@code y ← αy}; all zeros if α is 0. */
  static void scale(float alpha, float[] y) {
    if (alpha == 0) {
      Arrays.fill(y, 0);
    } else if (alpha != 1) {
      for (int j = 0; j < y.length; j++) {
        y[j] *= alpha;
      }
    }
  }

  /** {@code y ← y + f x}. */
  static void add(float f, float[] x, float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] += f * x[j];
    }
  }

  /** {@code y ← y + f₀ x₀ + f₁ x₁ + f₂ x₂ + f₃ x₃}, added in this order. */
  private static void addFour(
      float f0,
      float[] x0,
      float f1,
      float[] x1,
      float f2,
      float[] x2,
      float f3,
      float[] x3,
      float[] y) {
    for (int j = 0; j < y.length; j++) {
      y[j] = y[j] + f0 * x0[j] + f1 * x1[j] + f2 * x2[j] + f3 * x3[j];
    }
  }
}
