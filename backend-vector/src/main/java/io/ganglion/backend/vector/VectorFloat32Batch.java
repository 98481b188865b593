package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.VectorFloat32Matrix.LANES;
import static io.ganglion.backend.vector.VectorFloat32Matrix.START;

/**
 * Products of whole batches, block by block.
 *
 * <p>Taken one after the other, every sample would load all weights from memory. So the columns are
 * split into panels: a panel of the right factor, which all rows of the result need, stays in a
 * fast cache while each row of the result adds its terms from there. Within a panel, {@link
 * VectorFloat32BlockKernels} keep the sums in registers.
 */
final class VectorFloat32Batch {

  /** The columns that the widest kernel sums at a time. */
  private static final int BLOCK = 8 * LANES;

  /**
   * The most elements of the right factor in a panel, unless one block of columns already has more.
   */
  private static final int PANEL = 8192;

  private VectorFloat32Batch() {}

  /** {@code c ← c + a b}. */
  static void addProduct(VectorFloat32Matrix a, VectorFloat32Matrix b, VectorFloat32Matrix c) {
    if (a.nonZeros.isListed()) {
      addListedTerms(1, a, a.stride, 1, a.nonZeros.columns(), a.nonZeros.starts(), b, c);
    } else {
      addAllTerms(1, a, a.stride, 1, b, c);
    }
  }

  /** {@code c ← c + α aᵀ b}. */
  static void addOuterProducts(
      float alpha, VectorFloat32Matrix a, VectorFloat32Matrix b, VectorFloat32Matrix c) {
    if (a.nonZeros.isListed()) {
      c.leftByColumn.list(a.nonZeros);
      addListedTerms(alpha, a, 1, a.stride, c.leftByColumn.rows(), c.leftByColumn.starts(), b, c);
    } else {
      addAllTerms(alpha, a, 1, a.stride, b, c);
    }
  }

  /**
   * {@code c ← c + a bᵀ}, or {@code cᵀ ← cᵀ + b aᵀ}, whichever transposes less: b, or both a and c.
   * Without a transpose, each element of c would need a sum along a vector.
   */
  static void addDotProducts(VectorFloat32Matrix a, VectorFloat32Matrix b, VectorFloat32Matrix c) {
    if (b.end <= a.end + c.end) {
      addAllTerms(1, a, a.stride, 1, c.transposed(b), c);
    } else {
      VectorFloat32Matrix sums = c.transposedZeros();
      addAllTerms(1, b, b.stride, 1, c.transposed(a), sums);
      c.addTransposed(sums);
    }
  }

  /**
   * {@code cᵢ ← cᵢ + α Σₚ fᵢₚ bₚ} over the p listed for i.
   *
   * @param rowStep the distance in a from the factor {@code fᵢₚ} to {@code fᵢ₊₁ₚ}
   * @param step the distance in a from the factor {@code fᵢₚ} to {@code fᵢₚ₊₁}
   */
  private static void addListedTerms(
      float alpha,
      VectorFloat32Matrix a,
      int rowStep,
      int step,
      int[] list,
      int[] starts,
      VectorFloat32Matrix b,
      VectorFloat32Matrix c) {
    int panel = panel(b);
    int columns = START + c.stride;
    for (int column = START; column < columns; column += panel) {
      int end = Math.min(column + panel, columns);
      for (int i = 0; i < c.rows; i++) {
        addToRow(
            alpha,
            a,
            START + i * rowStep,
            step,
            list,
            starts[i],
            starts[i + 1],
            b,
            column,
            end,
            c,
            i);
      }
    }
  }

  /** {@code cᵢ ← cᵢ + α Σₚ fᵢₚ bₚ} over all p, four rows i at a time. */
  private static void addAllTerms(
      float alpha,
      VectorFloat32Matrix a,
      int rowStep,
      int step,
      VectorFloat32Matrix b,
      VectorFloat32Matrix c) {
    int panel = panel(b);
    int columns = START + c.stride;
    for (int column = START; column < columns; column += panel) {
      int end = Math.min(column + panel, columns);
      int i = 0;
      for (; i <= c.rows - 4; i += 4) {
        addToFourRows(alpha, a, START + i * rowStep, rowStep, step, b, column, end, c, i);
      }
      for (; i < c.rows; i++) {
        addToRow(alpha, a, START + i * rowStep, step, null, 0, b.rows, b, column, end, c, i);
      }
    }
  }

  /** The number of columns in a panel of the right factor: a multiple of the block. */
  private static int panel(VectorFloat32Matrix b) {
    return Math.max(1, PANEL / b.rows / BLOCK) * BLOCK;
  }

  /** Adds to row i of c, from {@code column} to {@code end}. */
  private static void addToRow(
      float alpha,
      VectorFloat32Matrix a,
      int at,
      int step,
      int[] list,
      int from,
      int to,
      VectorFloat32Matrix b,
      int column,
      int end,
      VectorFloat32Matrix c,
      int i) {
    if (from == to) {
      return;
    }
    int row = i * c.stride;
    int j = column;
    for (; j <= end - 8 * LANES; j += 8 * LANES) {
      VectorFloat32BlockKernels.addToEightVectors(
          alpha, a.data, at, step, list, from, to, b.data, j, b.stride, c.data, row + j);
    }
    for (; j <= end - 4 * LANES; j += 4 * LANES) {
      VectorFloat32BlockKernels.addToFourVectors(
          alpha, a.data, at, step, list, from, to, b.data, j, b.stride, c.data, row + j);
    }
    for (; j < end; j += LANES) {
      VectorFloat32BlockKernels.addToVector(
          alpha, a.data, at, step, list, from, to, b.data, j, b.stride, c.data, row + j);
    }
  }

  /** Adds to rows i to i + 3 of c, from {@code column} to {@code end}. */
  private static void addToFourRows(
      float alpha,
      VectorFloat32Matrix a,
      int at,
      int rowStep,
      int step,
      VectorFloat32Matrix b,
      int column,
      int end,
      VectorFloat32Matrix c,
      int i) {
    int row = i * c.stride;
    int j = column;
    for (; j <= end - 2 * LANES; j += 2 * LANES) {
      VectorFloat32BlockKernels.addToFourRowsOfTwoVectors(
          alpha, a.data, at, rowStep, step, b.rows, b.data, j, b.stride, c.data, row + j);
    }
    if (j < end) {
      VectorFloat32BlockKernels.addToFourRowsOfOneVector(
          alpha, a.data, at, rowStep, step, b.rows, b.data, j, b.stride, c.data, row + j);
    }
  }
}
