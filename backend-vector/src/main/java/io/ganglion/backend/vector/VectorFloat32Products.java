package io.ganglion.backend.vector;

import java.util.Arrays;

/**
 * The three products of a linear layer: for one sample here, for a batch in {@link
 * VectorFloat32Batch}.
 *
 * <p>The products of one sample load every weight once, so they go through the rows of the weights
 * in memory order, with the inner loops of {@link VectorFloat32Kernels}. If x has a list of its
 * non-zero elements, the rows that would be multiplied by 0 are skipped.
 */
final class VectorFloat32Products {

  private VectorFloat32Products() {}

  /** {@code y ← x w}: the row y is a sum of rows of w. */
  static void linear(VectorFloat32Matrix x, VectorFloat32Matrix w, VectorFloat32Matrix y) {
    Arrays.fill(y.modified(), 0);
    if (x.rows > 1) {
      VectorFloat32Batch.addProduct(x, w, y);
    } else if (x.nonZeros.isListed()) {
      addRows(x.data, x.nonZeros.columns(), x.nonZeros.end(0), w, y.data);
    } else {
      addRows(x.data, null, x.columns, w, y.data);
    }
  }

  /**
   * {@code y ← y + Σₚ xₚ wₚ}, four rows of w at a time.
   *
   * @param list the indices p to include, or null for all
   * @param end the number of indices
   */
  private static void addRows(float[] x, int[] list, int end, VectorFloat32Matrix w, float[] y) {
    int stride = w.stride;
    int next = 0;
    for (; next <= end - 4; next += 4) {
      int p0 = list == null ? next : list[next];
      int p1 = list == null ? next + 1 : list[next + 1];
      int p2 = list == null ? next + 2 : list[next + 2];
      int p3 = list == null ? next + 3 : list[next + 3];
      VectorFloat32Kernels.addFourRows(
          x[p0],
          p0 * stride,
          x[p1],
          p1 * stride,
          x[p2],
          p2 * stride,
          x[p3],
          p3 * stride,
          w.data,
          y,
          stride);
    }
    for (; next < end; next++) {
      int p = list == null ? next : list[next];
      VectorFloat32Kernels.addRow(x[p], w.data, p * stride, y, 0, stride);
    }
  }

  /** {@code gx ← gy wᵀ}: {@code gxᵢ = gy · wᵢ}. */
  static void linearGradient(
      VectorFloat32Matrix gy, VectorFloat32Matrix w, VectorFloat32Matrix gx) {
    float[] gradient = gx.modified();
    Arrays.fill(gradient, 0);
    if (gy.rows > 1) {
      VectorFloat32Batch.addDotProducts(gy, w, gx);
      return;
    }
    for (int i = 0; i < w.rows; i++) {
      gradient[i] +=
          VectorFloat32Kernels.dot(gy.data, 0, w.data, i * w.stride, gy.columns, gy.rest);
    }
  }

  /** {@code w ← α xᵀ gy + β w}: to every row of w a multiple of the row gy is added. */
  static void rankUpdate(
      float alpha,
      VectorFloat32Matrix x,
      VectorFloat32Matrix gy,
      float beta,
      VectorFloat32Matrix w) {
    VectorFloat32Kernels.scale(beta, w.modified());
    if (alpha == 0) {
      return;
    }
    if (x.rows > 1) {
      VectorFloat32Batch.addOuterProducts(alpha, x, gy, w);
    } else if (x.nonZeros.isListed()) {
      addToRows(alpha, x.data, x.nonZeros.columns(), x.nonZeros.end(0), gy.data, w);
    } else {
      addToRows(alpha, x.data, null, x.columns, gy.data, w);
    }
  }

  /** {@code wᵢ ← wᵢ + α xᵢ g}, two rows of w at a time, with the list of addRows. */
  private static void addToRows(
      float alpha, float[] x, int[] list, int end, float[] g, VectorFloat32Matrix w) {
    int stride = w.stride;
    int next = 0;
    for (; next <= end - 2; next += 2) {
      int i0 = list == null ? next : list[next];
      int i1 = list == null ? next + 1 : list[next + 1];
      VectorFloat32Kernels.addToTwoRows(
          alpha * x[i0], i0 * stride, alpha * x[i1], i1 * stride, g, 0, w.data, stride);
    }
    if (next < end) {
      int i = list == null ? next : list[next];
      VectorFloat32Kernels.addRow(alpha * x[i], g, 0, w.data, i * stride, stride);
    }
  }
}
