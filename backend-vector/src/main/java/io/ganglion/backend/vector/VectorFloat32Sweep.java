package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.VectorFloat32Matrix.LANES;
import static io.ganglion.backend.vector.VectorFloat32Matrix.SPECIES;
import static io.ganglion.backend.vector.VectorFloat32Matrix.START;

import jdk.incubator.vector.FloatVector;

/**
 * The update of a linear layer by one sample and its forward pass for the next one, in one sweep
 * over its weights: {@code w ← w + α xᵀ g}, then {@code y ← next w}.
 *
 * <p>A row of w that belongs to a non-zero of the next sample is updated before it is added to y, by
 * 0 if it does not belong to one of x: that costs less than a branch, which would often be
 * mispredicted. The other rows that belong to a non-zero of x are updated afterwards. So the lists
 * of the two samples need not be merged, and the terms of y are added in the same order as without
 * an update.
 *
 * <p>Four rows of w are taken at a time, each from its beginning to its end. Sums of a few columns
 * over all rows, held in registers, would load and store y less often; but jumping from row to row
 * costs more than that saves, unless the rows begin at a cache line.
 */
final class VectorFloat32Sweep {

  private VectorFloat32Sweep() {}

  static void updateAndLinear(
      float alpha,
      VectorFloat32Matrix x,
      VectorFloat32Matrix gy,
      VectorFloat32Matrix next,
      VectorFloat32Matrix w,
      VectorFloat32Matrix y) {
    y.clear();
    if (!next.nonZeros.isListed()) {
      addUpdatedRows(alpha, x.data, gy.data, next.data, null, next.columns, w, y.data);
      return;
    }
    int[] list = next.nonZeros.columns();
    addUpdatedRows(alpha, x.data, gy.data, next.data, list, next.nonZeros.end(0), w, y.data);
    int[] others = w.rowList();
    int count = x.nonZeros.listWhereZero(next.data, START, others);
    VectorFloat32Products.addToRows(alpha, x.data, others, count, gy.data, w);
  }

  /**
   * {@code wᵢ ← wᵢ + α xᵢ g}, then {@code y ← y + nextᵢ wᵢ}.
   *
   * @param list the indices i to include, or null for all
   * @param end the number of indices
   */
  private static void addUpdatedRows(
      float alpha,
      float[] x,
      float[] g,
      float[] next,
      int[] list,
      int end,
      VectorFloat32Matrix w,
      float[] y) {
    int stride = w.stride;
    float[] data = w.modified();
    int k = 0;
    for (; k <= end - 4; k += 4) {
      int i0 = list == null ? k : list[k];
      int i1 = list == null ? k + 1 : list[k + 1];
      int i2 = list == null ? k + 2 : list[k + 2];
      int i3 = list == null ? k + 3 : list[k + 3];
      addFourUpdatedRows(
          alpha * x[START + i0],
          next[START + i0],
          START + i0 * stride,
          alpha * x[START + i1],
          next[START + i1],
          START + i1 * stride,
          alpha * x[START + i2],
          next[START + i2],
          START + i2 * stride,
          alpha * x[START + i3],
          next[START + i3],
          START + i3 * stride,
          g,
          data,
          y,
          stride);
    }
    for (; k < end; k++) {
      int i = list == null ? k : list[k];
      int row = START + i * stride;
      VectorFloat32Kernels.addRow(alpha * x[START + i], g, START, data, row, stride);
      VectorFloat32Kernels.addRow(next[START + i], data, row, y, START, stride);
    }
  }

  /**
   * {@code wₖ ← wₖ + uₖ g}, then {@code y ← y + fₖ wₖ}, in the order of k from 0 to 3.
   *
   * @param row0 where w₀ begins
   * @param stride the elements of a row
   */
  private static void addFourUpdatedRows(
      float u0,
      float f0,
      int row0,
      float u1,
      float f1,
      int row1,
      float u2,
      float f2,
      int row2,
      float u3,
      float f3,
      int row3,
      float[] g,
      float[] w,
      float[] y,
      int stride) {
    FloatVector change0 = FloatVector.broadcast(SPECIES, u0);
    FloatVector change1 = FloatVector.broadcast(SPECIES, u1);
    FloatVector change2 = FloatVector.broadcast(SPECIES, u2);
    FloatVector change3 = FloatVector.broadcast(SPECIES, u3);
    FloatVector factor0 = FloatVector.broadcast(SPECIES, f0);
    FloatVector factor1 = FloatVector.broadcast(SPECIES, f1);
    FloatVector factor2 = FloatVector.broadcast(SPECIES, f2);
    FloatVector factor3 = FloatVector.broadcast(SPECIES, f3);
    for (int j = 0; j < stride; j += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, START + j);
      FloatVector sum = FloatVector.fromArray(SPECIES, y, START + j);
      FloatVector row = gradient.fma(change0, FloatVector.fromArray(SPECIES, w, row0 + j));
      row.intoArray(w, row0 + j);
      sum = row.fma(factor0, sum);
      row = gradient.fma(change1, FloatVector.fromArray(SPECIES, w, row1 + j));
      row.intoArray(w, row1 + j);
      sum = row.fma(factor1, sum);
      row = gradient.fma(change2, FloatVector.fromArray(SPECIES, w, row2 + j));
      row.intoArray(w, row2 + j);
      sum = row.fma(factor2, sum);
      row = gradient.fma(change3, FloatVector.fromArray(SPECIES, w, row3 + j));
      row.intoArray(w, row3 + j);
      sum = row.fma(factor3, sum);
      sum.intoArray(y, START + j);
    }
  }
}
