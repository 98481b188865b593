package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.Float64Matrix.LANES;
import static io.ganglion.backend.vector.Float64Matrix.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * The inner loops of products of whole batches: each holds a block of the result in registers over
 * all terms of its sums, and adds α times the sums to the result in the end.
 *
 * <p>The factors of row r of the result are the elements {@code a[at + r · rowStep + p · step]}, so
 * that a may be transposed; term p is row p of b, from a column on. Terms are added in the order of
 * p.
 *
 * <p>No vector goes from one method of this file to another, not even to a small one: a vector is an
 * object wherever the compiler does not inline, and in methods as long as these it inlines little but
 * what the Vector API forces upon it. And all vectors of one type have one width: with wider ones for
 * blocks beside those that rows are padded to, JDK 17 lost sight of their classes and made objects.
 */
final class Float64BlockKernels {

  private Float64BlockKernels() {}

  /**
   * {@code c ← c + α Σₚ aₚ bₚ}, over eight vectors of a row of c.
   *
   * @param list the places p to take, or null for all
   * @param from where in the list to begin, or the first place
   * @param end where in the list to end, or one after the last place
   */
  static void addToEightVectors(
      double alpha,
      double[] a,
      int at,
      int step,
      int[] list,
      int from,
      int end,
      double[] b,
      int column,
      int stride,
      double[] c,
      int to) {
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = DoubleVector.zero(SPECIES);
    DoubleVector sum2 = DoubleVector.zero(SPECIES);
    DoubleVector sum3 = DoubleVector.zero(SPECIES);
    DoubleVector sum4 = DoubleVector.zero(SPECIES);
    DoubleVector sum5 = DoubleVector.zero(SPECIES);
    DoubleVector sum6 = DoubleVector.zero(SPECIES);
    DoubleVector sum7 = DoubleVector.zero(SPECIES);
    for (int next = from; next < end; next++) {
      int p = list == null ? next : list[next];
      DoubleVector factor = DoubleVector.broadcast(SPECIES, a[at + p * step]);
      int row = p * stride + column;
      sum0 = DoubleVector.fromArray(SPECIES, b, row).fma(factor, sum0);
      sum1 = DoubleVector.fromArray(SPECIES, b, row + LANES).fma(factor, sum1);
      sum2 = DoubleVector.fromArray(SPECIES, b, row + 2 * LANES).fma(factor, sum2);
      sum3 = DoubleVector.fromArray(SPECIES, b, row + 3 * LANES).fma(factor, sum3);
      sum4 = DoubleVector.fromArray(SPECIES, b, row + 4 * LANES).fma(factor, sum4);
      sum5 = DoubleVector.fromArray(SPECIES, b, row + 5 * LANES).fma(factor, sum5);
      sum6 = DoubleVector.fromArray(SPECIES, b, row + 6 * LANES).fma(factor, sum6);
      sum7 = DoubleVector.fromArray(SPECIES, b, row + 7 * LANES).fma(factor, sum7);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.fma(sum0, DoubleVector.fromArray(SPECIES, c, to)).intoArray(c, to);
    scale.fma(sum1, DoubleVector.fromArray(SPECIES, c, to + LANES)).intoArray(c, to + LANES);
    scale
        .fma(sum2, DoubleVector.fromArray(SPECIES, c, to + 2 * LANES))
        .intoArray(c, to + 2 * LANES);
    scale
        .fma(sum3, DoubleVector.fromArray(SPECIES, c, to + 3 * LANES))
        .intoArray(c, to + 3 * LANES);
    scale
        .fma(sum4, DoubleVector.fromArray(SPECIES, c, to + 4 * LANES))
        .intoArray(c, to + 4 * LANES);
    scale
        .fma(sum5, DoubleVector.fromArray(SPECIES, c, to + 5 * LANES))
        .intoArray(c, to + 5 * LANES);
    scale
        .fma(sum6, DoubleVector.fromArray(SPECIES, c, to + 6 * LANES))
        .intoArray(c, to + 6 * LANES);
    scale
        .fma(sum7, DoubleVector.fromArray(SPECIES, c, to + 7 * LANES))
        .intoArray(c, to + 7 * LANES);
  }

  /** {@link #addToEightVectors}, over four vectors of a row of c. */
  static void addToFourVectors(
      double alpha,
      double[] a,
      int at,
      int step,
      int[] list,
      int from,
      int end,
      double[] b,
      int column,
      int stride,
      double[] c,
      int to) {
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = DoubleVector.zero(SPECIES);
    DoubleVector sum2 = DoubleVector.zero(SPECIES);
    DoubleVector sum3 = DoubleVector.zero(SPECIES);
    for (int next = from; next < end; next++) {
      int p = list == null ? next : list[next];
      DoubleVector factor = DoubleVector.broadcast(SPECIES, a[at + p * step]);
      int row = p * stride + column;
      sum0 = DoubleVector.fromArray(SPECIES, b, row).fma(factor, sum0);
      sum1 = DoubleVector.fromArray(SPECIES, b, row + LANES).fma(factor, sum1);
      sum2 = DoubleVector.fromArray(SPECIES, b, row + 2 * LANES).fma(factor, sum2);
      sum3 = DoubleVector.fromArray(SPECIES, b, row + 3 * LANES).fma(factor, sum3);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.fma(sum0, DoubleVector.fromArray(SPECIES, c, to)).intoArray(c, to);
    scale.fma(sum1, DoubleVector.fromArray(SPECIES, c, to + LANES)).intoArray(c, to + LANES);
    scale
        .fma(sum2, DoubleVector.fromArray(SPECIES, c, to + 2 * LANES))
        .intoArray(c, to + 2 * LANES);
    scale
        .fma(sum3, DoubleVector.fromArray(SPECIES, c, to + 3 * LANES))
        .intoArray(c, to + 3 * LANES);
  }

  /** {@link #addToEightVectors}, over one vector of a row of c. */
  static void addToVector(
      double alpha,
      double[] a,
      int at,
      int step,
      int[] list,
      int from,
      int end,
      double[] b,
      int column,
      int stride,
      double[] c,
      int to) {
    DoubleVector sum = DoubleVector.zero(SPECIES);
    for (int next = from; next < end; next++) {
      int p = list == null ? next : list[next];
      DoubleVector factor = DoubleVector.broadcast(SPECIES, a[at + p * step]);
      sum = DoubleVector.fromArray(SPECIES, b, p * stride + column).fma(factor, sum);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.fma(sum, DoubleVector.fromArray(SPECIES, c, to)).intoArray(c, to);
  }

  /** {@code cᵣ ← cᵣ + α Σₚ aᵣₚ bₚ}, over two vectors of four rows r of c. */
  static void addToFourRowsOfTwoVectors(
      double alpha,
      double[] a,
      int at,
      int rowStep,
      int step,
      int terms,
      double[] b,
      int column,
      int stride,
      double[] c,
      int to) {
    DoubleVector sum00 = DoubleVector.zero(SPECIES);
    DoubleVector sum01 = DoubleVector.zero(SPECIES);
    DoubleVector sum10 = DoubleVector.zero(SPECIES);
    DoubleVector sum11 = DoubleVector.zero(SPECIES);
    DoubleVector sum20 = DoubleVector.zero(SPECIES);
    DoubleVector sum21 = DoubleVector.zero(SPECIES);
    DoubleVector sum30 = DoubleVector.zero(SPECIES);
    DoubleVector sum31 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < terms; p++) {
      int row = p * stride + column;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
      int place = at + p * step;
      DoubleVector factor0 = DoubleVector.broadcast(SPECIES, a[place]);
      sum00 = b0.fma(factor0, sum00);
      sum01 = b1.fma(factor0, sum01);
      DoubleVector factor1 = DoubleVector.broadcast(SPECIES, a[place + rowStep]);
      sum10 = b0.fma(factor1, sum10);
      sum11 = b1.fma(factor1, sum11);
      DoubleVector factor2 = DoubleVector.broadcast(SPECIES, a[place + 2 * rowStep]);
      sum20 = b0.fma(factor2, sum20);
      sum21 = b1.fma(factor2, sum21);
      DoubleVector factor3 = DoubleVector.broadcast(SPECIES, a[place + 3 * rowStep]);
      sum30 = b0.fma(factor3, sum30);
      sum31 = b1.fma(factor3, sum31);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.fma(sum00, DoubleVector.fromArray(SPECIES, c, to)).intoArray(c, to);
    scale.fma(sum01, DoubleVector.fromArray(SPECIES, c, to + LANES)).intoArray(c, to + LANES);
    scale.fma(sum10, DoubleVector.fromArray(SPECIES, c, to + stride)).intoArray(c, to + stride);
    scale
        .fma(sum11, DoubleVector.fromArray(SPECIES, c, to + stride + LANES))
        .intoArray(c, to + stride + LANES);
    scale
        .fma(sum20, DoubleVector.fromArray(SPECIES, c, to + 2 * stride))
        .intoArray(c, to + 2 * stride);
    scale
        .fma(sum21, DoubleVector.fromArray(SPECIES, c, to + 2 * stride + LANES))
        .intoArray(c, to + 2 * stride + LANES);
    scale
        .fma(sum30, DoubleVector.fromArray(SPECIES, c, to + 3 * stride))
        .intoArray(c, to + 3 * stride);
    scale
        .fma(sum31, DoubleVector.fromArray(SPECIES, c, to + 3 * stride + LANES))
        .intoArray(c, to + 3 * stride + LANES);
  }

  /** {@link #addToFourRowsOfTwoVectors}, over one vector of four rows of c. */
  static void addToFourRowsOfOneVector(
      double alpha,
      double[] a,
      int at,
      int rowStep,
      int step,
      int terms,
      double[] b,
      int column,
      int stride,
      double[] c,
      int to) {
    DoubleVector sum0 = DoubleVector.zero(SPECIES);
    DoubleVector sum1 = DoubleVector.zero(SPECIES);
    DoubleVector sum2 = DoubleVector.zero(SPECIES);
    DoubleVector sum3 = DoubleVector.zero(SPECIES);
    for (int p = 0; p < terms; p++) {
      DoubleVector term = DoubleVector.fromArray(SPECIES, b, p * stride + column);
      int place = at + p * step;
      sum0 = term.fma(DoubleVector.broadcast(SPECIES, a[place]), sum0);
      sum1 = term.fma(DoubleVector.broadcast(SPECIES, a[place + rowStep]), sum1);
      sum2 = term.fma(DoubleVector.broadcast(SPECIES, a[place + 2 * rowStep]), sum2);
      sum3 = term.fma(DoubleVector.broadcast(SPECIES, a[place + 3 * rowStep]), sum3);
    }
    DoubleVector scale = DoubleVector.broadcast(SPECIES, alpha);
    scale.fma(sum0, DoubleVector.fromArray(SPECIES, c, to)).intoArray(c, to);
    scale.fma(sum1, DoubleVector.fromArray(SPECIES, c, to + stride)).intoArray(c, to + stride);
    scale
        .fma(sum2, DoubleVector.fromArray(SPECIES, c, to + 2 * stride))
        .intoArray(c, to + 2 * stride);
    scale
        .fma(sum3, DoubleVector.fromArray(SPECIES, c, to + 3 * stride))
        .intoArray(c, to + 3 * stride);
  }
}
