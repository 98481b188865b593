package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.VectorFloat32Matrix.START;

/**
 * The three products of a linear layer. Those of a batch, and the forward product of one sample, are
 * in {@link VectorFloat32Batch}; an update together with the next forward product is in {@link
 * VectorFloat32Sweep}.
 *
 * <p>The gradient and the update of one sample load every weight once, so they go through the rows
 * of the weights in memory order, with the inner loops of {@link VectorFloat32Kernels}. If x has a
 * list of its non-zero elements, the rows that would be multiplied by 0 are skipped.
 */
final class VectorFloat32Products {

  private VectorFloat32Products() {}

  /** {@code y ← x w}: the row y is a sum of rows of w. */
  static void linear(VectorFloat32Matrix x, VectorFloat32Matrix w, VectorFloat32Matrix y) {
    y.clear();
    VectorFloat32Batch.addProduct(x, w, y);
  }

  /** {@code w ← w + α xᵀ gy}, then {@code y ← next w}. */
  static void updateAndLinear(
      float alpha,
      VectorFloat32Matrix x,
      VectorFloat32Matrix gy,
      VectorFloat32Matrix next,
      VectorFloat32Matrix w,
      VectorFloat32Matrix y) {
    if (x.rows > 1 || next.rows > 1 || alpha == 0) {
      rankUpdate(alpha, x, gy, 1, w);
      linear(next, w, y);
    } else {
      VectorFloat32Sweep.updateAndLinear(alpha, x, gy, next, w, y);
    }
  }

  /** {@code gx ← gy wᵀ}: {@code gxᵢ = gy · wᵢ}. */
  static void linearGradient(
      VectorFloat32Matrix gy, VectorFloat32Matrix w, VectorFloat32Matrix gx) {
    gx.clear();
    if (gy.rows > 1) {
      VectorFloat32Batch.addDotProducts(gy, w, gx);
      return;
    }
    for (int i = 0; i < w.rows; i++) {
      gx.data[START + i] +=
          VectorFloat32Kernels.dot(
              gy.data, START, w.data, START + i * w.stride, gy.columns, gy.rest);
    }
  }

  /** {@code w ← α xᵀ gy + β w}: to every row of w a multiple of the row gy is added. */
  static void rankUpdate(
      float alpha,
      VectorFloat32Matrix x,
      VectorFloat32Matrix gy,
      float beta,
      VectorFloat32Matrix w) {
    VectorFloat32Kernels.scale(beta, w.modified(), w.end);
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

  /**
   * {@code wᵢ ← wᵢ + α xᵢ g}, two rows of w at a time.
   *
   * @param list the indices i to include, or null for all
   * @param end the number of indices
   */
  static void addToRows(
      float alpha, float[] x, int[] list, int end, float[] g, VectorFloat32Matrix w) {
    int stride = w.stride;
    int next = 0;
    for (; next <= end - 2; next += 2) {
      int i0 = list == null ? next : list[next];
      int i1 = list == null ? next + 1 : list[next + 1];
      VectorFloat32Kernels.addToTwoRows(
          alpha * x[START + i0],
          START + i0 * stride,
          alpha * x[START + i1],
          START + i1 * stride,
          g,
          START,
          w.data,
          stride);
    }
    if (next < end) {
      int i = list == null ? next : list[next];
      VectorFloat32Kernels.addRow(
          alpha * x[START + i], g, START, w.data, START + i * stride, stride);
    }
  }
}
