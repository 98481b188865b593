package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.Float64Matrix.LANES;
import static io.ganglion.backend.vector.Float64Matrix.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The inner loops of products, in vector instructions.
 *
 * <p>What costs time is memory: the weights of a network fit the second-level cache and not the
 * first. So each loop goes through rows of the right factor once, and holds what is used again, sums
 * or gradients, in as many registers as a block of columns has vectors: eight, four or one.
 *
 * <p>A row of the left factor is given as the places of its elements: all of them, or, where {@code
 * list} is not null, those that are not zero.
 */
final class Float64Kernels {

  private static final int FOUR = 4 * LANES;
  private static final int EIGHT = 8 * LANES;

  private Float64Kernels() {}

  /**
   * {@code y ← y + Σₚ α xₚ bₚ}: adds rows of b, weighted by the elements of x.
   *
   * @param x has the elements of x, from {@code row} on
   * @param list the places p to take, or null for all
   * @param from where in the list to begin, or the first place
   * @param to where in the list to end, or one after the last place
   * @param stride how far a row of b is from the next; y has as many elements from {@code at} on
   */
  static void addRows(
      double alpha,
      double[] x,
      int row,
      int[] list,
      int from,
      int to,
      double[] b,
      int stride,
      double[] y,
      int at) {
    int column = 0;
    for (; column <= stride - EIGHT; column += EIGHT) {
      addRowsInEight(alpha, x, row, list, from, to, b, stride, y, at, column);
    }
    for (; column <= stride - FOUR; column += FOUR) {
      addRowsInFour(alpha, x, row, list, from, to, b, stride, y, at, column);
    }
    for (; column < stride; column += LANES) {
      addRowsInOne(alpha, x, row, list, from, to, b, stride, y, at, column);
    }
  }

  private static void addRowsInEight(
      double alpha,
      double[] x,
      int row,
      int[] list,
      int from,
      int to,
      double[] b,
      int stride,
      double[] y,
      int at,
      int column) {
    DoubleVector sum0 = load(y, at + column);
    DoubleVector sum1 = load(y, at + column + LANES);
    DoubleVector sum2 = load(y, at + column + 2 * LANES);
    DoubleVector sum3 = load(y, at + column + 3 * LANES);
    DoubleVector sum4 = load(y, at + column + 4 * LANES);
    DoubleVector sum5 = load(y, at + column + 5 * LANES);
    DoubleVector sum6 = load(y, at + column + 6 * LANES);
    DoubleVector sum7 = load(y, at + column + 7 * LANES);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha * x[row + p]);
      int place = p * stride + column;
      sum0 = load(b, place).fma(factor, sum0);
      sum1 = load(b, place + LANES).fma(factor, sum1);
      sum2 = load(b, place + 2 * LANES).fma(factor, sum2);
      sum3 = load(b, place + 3 * LANES).fma(factor, sum3);
      sum4 = load(b, place + 4 * LANES).fma(factor, sum4);
      sum5 = load(b, place + 5 * LANES).fma(factor, sum5);
      sum6 = load(b, place + 6 * LANES).fma(factor, sum6);
      sum7 = load(b, place + 7 * LANES).fma(factor, sum7);
    }
    sum0.intoArray(y, at + column);
    sum1.intoArray(y, at + column + LANES);
    sum2.intoArray(y, at + column + 2 * LANES);
    sum3.intoArray(y, at + column + 3 * LANES);
    sum4.intoArray(y, at + column + 4 * LANES);
    sum5.intoArray(y, at + column + 5 * LANES);
    sum6.intoArray(y, at + column + 6 * LANES);
    sum7.intoArray(y, at + column + 7 * LANES);
  }

  private static void addRowsInFour(
      double alpha,
      double[] x,
      int row,
      int[] list,
      int from,
      int to,
      double[] b,
      int stride,
      double[] y,
      int at,
      int column) {
    DoubleVector sum0 = load(y, at + column);
    DoubleVector sum1 = load(y, at + column + LANES);
    DoubleVector sum2 = load(y, at + column + 2 * LANES);
    DoubleVector sum3 = load(y, at + column + 3 * LANES);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha * x[row + p]);
      int place = p * stride + column;
      sum0 = load(b, place).fma(factor, sum0);
      sum1 = load(b, place + LANES).fma(factor, sum1);
      sum2 = load(b, place + 2 * LANES).fma(factor, sum2);
      sum3 = load(b, place + 3 * LANES).fma(factor, sum3);
    }
    sum0.intoArray(y, at + column);
    sum1.intoArray(y, at + column + LANES);
    sum2.intoArray(y, at + column + 2 * LANES);
    sum3.intoArray(y, at + column + 3 * LANES);
  }

  private static void addRowsInOne(
      double alpha,
      double[] x,
      int row,
      int[] list,
      int from,
      int to,
      double[] b,
      int stride,
      double[] y,
      int at,
      int column) {
    DoubleVector sum = load(y, at + column);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      sum =
          load(b, p * stride + column)
              .fma(DoubleVector.broadcast(SPECIES, alpha * x[row + p]), sum);
    }
    sum.intoArray(y, at + column);
  }

  /**
   * {@code wₚ ← wₚ + α xₚ g} for every place p: adds g, weighted by an element of x, to rows of w.
   *
   * @param x has the elements of x, from {@code row} on
   * @param list the places p to take, or null for all
   * @param from where in the list to begin, or the first place
   * @param to where in the list to end, or one after the last place
   * @param g has g from {@code at} on, as many elements as {@code stride}
   * @param stride how far a row of w is from the next
   */
  static void addToRows(
      double alpha,
      double[] x,
      int row,
      int[] list,
      int from,
      int to,
      double[] g,
      int at,
      double[] w,
      int stride) {
    int column = 0;
    for (; column <= stride - EIGHT; column += EIGHT) {
      addToRowsInEight(alpha, x, row, list, from, to, g, at, w, stride, column);
    }
    for (; column <= stride - FOUR; column += FOUR) {
      addToRowsInFour(alpha, x, row, list, from, to, g, at, w, stride, column);
    }
    for (; column < stride; column += LANES) {
      addToRowsInOne(alpha, x, row, list, from, to, g, at, w, stride, column);
    }
  }

  private static void addToRowsInEight(
      double alpha,
      double[] x,
      int row,
      int[] list,
      int from,
      int to,
      double[] g,
      int at,
      double[] w,
      int stride,
      int column) {
    DoubleVector g0 = load(g, at + column);
    DoubleVector g1 = load(g, at + column + LANES);
    DoubleVector g2 = load(g, at + column + 2 * LANES);
    DoubleVector g3 = load(g, at + column + 3 * LANES);
    DoubleVector g4 = load(g, at + column + 4 * LANES);
    DoubleVector g5 = load(g, at + column + 5 * LANES);
    DoubleVector g6 = load(g, at + column + 6 * LANES);
    DoubleVector g7 = load(g, at + column + 7 * LANES);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha * x[row + p]);
      int place = p * stride + column;
      g0.fma(factor, load(w, place)).intoArray(w, place);
      g1.fma(factor, load(w, place + LANES)).intoArray(w, place + LANES);
      g2.fma(factor, load(w, place + 2 * LANES)).intoArray(w, place + 2 * LANES);
      g3.fma(factor, load(w, place + 3 * LANES)).intoArray(w, place + 3 * LANES);
      g4.fma(factor, load(w, place + 4 * LANES)).intoArray(w, place + 4 * LANES);
      g5.fma(factor, load(w, place + 5 * LANES)).intoArray(w, place + 5 * LANES);
      g6.fma(factor, load(w, place + 6 * LANES)).intoArray(w, place + 6 * LANES);
      g7.fma(factor, load(w, place + 7 * LANES)).intoArray(w, place + 7 * LANES);
    }
  }

  private static void addToRowsInFour(
      double alpha,
      double[] x,
      int row,
      int[] list,
      int from,
      int to,
      double[] g,
      int at,
      double[] w,
      int stride,
      int column) {
    DoubleVector g0 = load(g, at + column);
    DoubleVector g1 = load(g, at + column + LANES);
    DoubleVector g2 = load(g, at + column + 2 * LANES);
    DoubleVector g3 = load(g, at + column + 3 * LANES);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha * x[row + p]);
      int place = p * stride + column;
      g0.fma(factor, load(w, place)).intoArray(w, place);
      g1.fma(factor, load(w, place + LANES)).intoArray(w, place + LANES);
      g2.fma(factor, load(w, place + 2 * LANES)).intoArray(w, place + 2 * LANES);
      g3.fma(factor, load(w, place + 3 * LANES)).intoArray(w, place + 3 * LANES);
    }
  }

  private static void addToRowsInOne(
      double alpha,
      double[] x,
      int row,
      int[] list,
      int from,
      int to,
      double[] g,
      int at,
      double[] w,
      int stride,
      int column) {
    DoubleVector g0 = load(g, at + column);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      int place = p * stride + column;
      g0.fma(DoubleVector.broadcast(SPECIES, alpha * x[row + p]), load(w, place))
          .intoArray(w, place);
    }
  }

  /**
   * {@code a · b} over n elements of rows that are padded to whole vectors.
   *
   * @param rest which lanes of a row's last vector belong to it
   */
  static double dot(double[] a, int atA, double[] b, int atB, int n, VectorMask<Double> rest) {
    DoubleVector sum = DoubleVector.zero(SPECIES);
    int last = (n - 1) / LANES * LANES;
    for (int j = 0; j < last; j += LANES) {
      sum = load(a, atA + j).fma(load(b, atB + j), sum);
    }
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector tailA = zero.blend(load(a, atA + last), rest);
    DoubleVector tailB = zero.blend(load(b, atB + last), rest);
    return tailA.fma(tailB, sum).reduceLanes(VectorOperators.ADD);
  }

  /** Which lanes of the last vector belong to a row of n elements. */
  static VectorMask<Double> rest(int n) {
    return SPECIES.indexInRange((n - 1) / LANES * LANES, n);
  }

  /** {@code y ← y + f x}, on n elements from the given places, n being whole vectors. */
  static void addRow(double f, double[] x, int from, double[] y, int to, int n) {
    DoubleVector factor = DoubleVector.broadcast(SPECIES, f);
    for (int j = 0; j < n; j += LANES) {
      load(x, from + j).fma(factor, load(y, to + j)).intoArray(y, to + j);
    }
  }

  private static DoubleVector load(double[] a, int at) {
    return DoubleVector.fromArray(SPECIES, a, at);
  }
}
