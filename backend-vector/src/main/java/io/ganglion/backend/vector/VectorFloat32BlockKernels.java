package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.VectorFloat32Matrix.LANES;
import static io.ganglion.backend.vector.VectorFloat32Matrix.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The inner loops of the products of whole batches: each sums a block of the result in registers,
 * over all terms, and finally adds α times the sums to the result.
 *
 * <p>The factors of row r of the result are the elements {@code a[at + r · rowStep + p · step]}, so
 * that a may be transposed; term p is row p of b, from a given column on. Terms are added in the
 * order of p.
 *
 * <p>No method here passes a vector to another, not even to a small one: without inlining, a vector
 * is an object on the heap, and in methods as long as these the compiler inlines little beyond what
 * the Vector API forces it to. All vectors of an element type have the same width, too: when blocks
 * used wider vectors than those that rows are padded to, JDK 17 lost track of their classes and
 * allocated objects.
 */
final class VectorFloat32BlockKernels {

  private VectorFloat32BlockKernels() {}

  /**
   * {@code c ← c + α Σₚ aₚ bₚ}, over eight vectors of a row of c.
   *
   * @param list the indices p to include, or null for all
   * @param from the first position in the list, or the first p
   * @param end the position after the last in the list, or one more than the last p
   */
  static void addToEightVectors(
      float alpha,
      float[] a,
      int at,
      int step,
      int[] list,
      int from,
      int end,
      float[] b,
      int column,
      int stride,
      float[] c,
      int to) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    FloatVector sum4 = FloatVector.zero(SPECIES);
    FloatVector sum5 = FloatVector.zero(SPECIES);
    FloatVector sum6 = FloatVector.zero(SPECIES);
    FloatVector sum7 = FloatVector.zero(SPECIES);
    for (int next = from; next < end; next++) {
      int p = list == null ? next : list[next];
      FloatVector factor = FloatVector.broadcast(SPECIES, a[at + p * step]);
      int row = p * stride + column;
      sum0 = FloatVector.fromArray(SPECIES, b, row).fma(factor, sum0);
      sum1 = FloatVector.fromArray(SPECIES, b, row + LANES).fma(factor, sum1);
      sum2 = FloatVector.fromArray(SPECIES, b, row + 2 * LANES).fma(factor, sum2);
      sum3 = FloatVector.fromArray(SPECIES, b, row + 3 * LANES).fma(factor, sum3);
      sum4 = FloatVector.fromArray(SPECIES, b, row + 4 * LANES).fma(factor, sum4);
      sum5 = FloatVector.fromArray(SPECIES, b, row + 5 * LANES).fma(factor, sum5);
      sum6 = FloatVector.fromArray(SPECIES, b, row + 6 * LANES).fma(factor, sum6);
      sum7 = FloatVector.fromArray(SPECIES, b, row + 7 * LANES).fma(factor, sum7);
    }
    FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
    scale.fma(sum0, FloatVector.fromArray(SPECIES, c, to)).intoArray(c, to);
    scale.fma(sum1, FloatVector.fromArray(SPECIES, c, to + LANES)).intoArray(c, to + LANES);
    scale.fma(sum2, FloatVector.fromArray(SPECIES, c, to + 2 * LANES)).intoArray(c, to + 2 * LANES);
    scale.fma(sum3, FloatVector.fromArray(SPECIES, c, to + 3 * LANES)).intoArray(c, to + 3 * LANES);
    scale.fma(sum4, FloatVector.fromArray(SPECIES, c, to + 4 * LANES)).intoArray(c, to + 4 * LANES);
    scale.fma(sum5, FloatVector.fromArray(SPECIES, c, to + 5 * LANES)).intoArray(c, to + 5 * LANES);
    scale.fma(sum6, FloatVector.fromArray(SPECIES, c, to + 6 * LANES)).intoArray(c, to + 6 * LANES);
    scale.fma(sum7, FloatVector.fromArray(SPECIES, c, to + 7 * LANES)).intoArray(c, to + 7 * LANES);
  }

  /** {@link #addToEightVectors}, over four vectors of a row of c. */
  static void addToFourVectors(
      float alpha,
      float[] a,
      int at,
      int step,
      int[] list,
      int from,
      int end,
      float[] b,
      int column,
      int stride,
      float[] c,
      int to) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    for (int next = from; next < end; next++) {
      int p = list == null ? next : list[next];
      FloatVector factor = FloatVector.broadcast(SPECIES, a[at + p * step]);
      int row = p * stride + column;
      sum0 = FloatVector.fromArray(SPECIES, b, row).fma(factor, sum0);
      sum1 = FloatVector.fromArray(SPECIES, b, row + LANES).fma(factor, sum1);
      sum2 = FloatVector.fromArray(SPECIES, b, row + 2 * LANES).fma(factor, sum2);
      sum3 = FloatVector.fromArray(SPECIES, b, row + 3 * LANES).fma(factor, sum3);
    }
    FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
    scale.fma(sum0, FloatVector.fromArray(SPECIES, c, to)).intoArray(c, to);
    scale.fma(sum1, FloatVector.fromArray(SPECIES, c, to + LANES)).intoArray(c, to + LANES);
    scale.fma(sum2, FloatVector.fromArray(SPECIES, c, to + 2 * LANES)).intoArray(c, to + 2 * LANES);
    scale.fma(sum3, FloatVector.fromArray(SPECIES, c, to + 3 * LANES)).intoArray(c, to + 3 * LANES);
  }

  /** {@link #addToEightVectors}, over one vector of a row of c. */
  static void addToVector(
      float alpha,
      float[] a,
      int at,
      int step,
      int[] list,
      int from,
      int end,
      float[] b,
      int column,
      int stride,
      float[] c,
      int to) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int next = from; next < end; next++) {
      int p = list == null ? next : list[next];
      FloatVector factor = FloatVector.broadcast(SPECIES, a[at + p * step]);
      sum = FloatVector.fromArray(SPECIES, b, p * stride + column).fma(factor, sum);
    }
    FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
    scale.fma(sum, FloatVector.fromArray(SPECIES, c, to)).intoArray(c, to);
  }

  /** {@code cᵣ ← cᵣ + α Σₚ aᵣₚ bₚ}, over two vectors of four rows r of c. */
  static void addToFourRowsOfTwoVectors(
      float alpha,
      float[] a,
      int at,
      int rowStep,
      int step,
      int terms,
      float[] b,
      int column,
      int stride,
      float[] c,
      int to) {
    FloatVector sum00 = FloatVector.zero(SPECIES);
    FloatVector sum01 = FloatVector.zero(SPECIES);
    FloatVector sum10 = FloatVector.zero(SPECIES);
    FloatVector sum11 = FloatVector.zero(SPECIES);
    FloatVector sum20 = FloatVector.zero(SPECIES);
    FloatVector sum21 = FloatVector.zero(SPECIES);
    FloatVector sum30 = FloatVector.zero(SPECIES);
    FloatVector sum31 = FloatVector.zero(SPECIES);
    for (int p = 0; p < terms; p++) {
      int row = p * stride + column;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      int place = at + p * step;
      FloatVector factor0 = FloatVector.broadcast(SPECIES, a[place]);
      sum00 = b0.fma(factor0, sum00);
      sum01 = b1.fma(factor0, sum01);
      FloatVector factor1 = FloatVector.broadcast(SPECIES, a[place + rowStep]);
      sum10 = b0.fma(factor1, sum10);
      sum11 = b1.fma(factor1, sum11);
      FloatVector factor2 = FloatVector.broadcast(SPECIES, a[place + 2 * rowStep]);
      sum20 = b0.fma(factor2, sum20);
      sum21 = b1.fma(factor2, sum21);
      FloatVector factor3 = FloatVector.broadcast(SPECIES, a[place + 3 * rowStep]);
      sum30 = b0.fma(factor3, sum30);
      sum31 = b1.fma(factor3, sum31);
    }
    FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
    scale.fma(sum00, FloatVector.fromArray(SPECIES, c, to)).intoArray(c, to);
    scale.fma(sum01, FloatVector.fromArray(SPECIES, c, to + LANES)).intoArray(c, to + LANES);
    scale.fma(sum10, FloatVector.fromArray(SPECIES, c, to + stride)).intoArray(c, to + stride);
    scale
        .fma(sum11, FloatVector.fromArray(SPECIES, c, to + stride + LANES))
        .intoArray(c, to + stride + LANES);
    scale
        .fma(sum20, FloatVector.fromArray(SPECIES, c, to + 2 * stride))
        .intoArray(c, to + 2 * stride);
    scale
        .fma(sum21, FloatVector.fromArray(SPECIES, c, to + 2 * stride + LANES))
        .intoArray(c, to + 2 * stride + LANES);
    scale
        .fma(sum30, FloatVector.fromArray(SPECIES, c, to + 3 * stride))
        .intoArray(c, to + 3 * stride);
    scale
        .fma(sum31, FloatVector.fromArray(SPECIES, c, to + 3 * stride + LANES))
        .intoArray(c, to + 3 * stride + LANES);
  }

  /** {@link #addToFourRowsOfTwoVectors}, over one vector of four rows of c. */
  static void addToFourRowsOfOneVector(
      float alpha,
      float[] a,
      int at,
      int rowStep,
      int step,
      int terms,
      float[] b,
      int column,
      int stride,
      float[] c,
      int to) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = FloatVector.zero(SPECIES);
    FloatVector sum2 = FloatVector.zero(SPECIES);
    FloatVector sum3 = FloatVector.zero(SPECIES);
    for (int p = 0; p < terms; p++) {
      FloatVector term = FloatVector.fromArray(SPECIES, b, p * stride + column);
      int place = at + p * step;
      sum0 = term.fma(FloatVector.broadcast(SPECIES, a[place]), sum0);
      sum1 = term.fma(FloatVector.broadcast(SPECIES, a[place + rowStep]), sum1);
      sum2 = term.fma(FloatVector.broadcast(SPECIES, a[place + 2 * rowStep]), sum2);
      sum3 = term.fma(FloatVector.broadcast(SPECIES, a[place + 3 * rowStep]), sum3);
    }
    FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
    scale.fma(sum0, FloatVector.fromArray(SPECIES, c, to)).intoArray(c, to);
    scale.fma(sum1, FloatVector.fromArray(SPECIES, c, to + stride)).intoArray(c, to + stride);
    scale
        .fma(sum2, FloatVector.fromArray(SPECIES, c, to + 2 * stride))
        .intoArray(c, to + 2 * stride);
    scale
        .fma(sum3, FloatVector.fromArray(SPECIES, c, to + 3 * stride))
        .intoArray(c, to + 3 * stride);
  }
}
