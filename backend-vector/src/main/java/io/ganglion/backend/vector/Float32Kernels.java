package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.Float32Matrix.LANES;
import static io.ganglion.backend.vector.Float32Matrix.SPECIES;

import jdk.incubator.vector.FloatVector;
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
final class Float32Kernels {

  private static final int FOUR = 4 * LANES;
  private static final int EIGHT = 8 * LANES;

  private Float32Kernels() {}

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
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int to,
      float[] b,
      int stride,
      float[] y,
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
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int to,
      float[] b,
      int stride,
      float[] y,
      int at,
      int column) {
    FloatVector sum0 = load(y, at + column);
    FloatVector sum1 = load(y, at + column + LANES);
    FloatVector sum2 = load(y, at + column + 2 * LANES);
    FloatVector sum3 = load(y, at + column + 3 * LANES);
    FloatVector sum4 = load(y, at + column + 4 * LANES);
    FloatVector sum5 = load(y, at + column + 5 * LANES);
    FloatVector sum6 = load(y, at + column + 6 * LANES);
    FloatVector sum7 = load(y, at + column + 7 * LANES);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      FloatVector factor = FloatVector.broadcast(SPECIES, alpha * x[row + p]);
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
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int to,
      float[] b,
      int stride,
      float[] y,
      int at,
      int column) {
    FloatVector sum0 = load(y, at + column);
    FloatVector sum1 = load(y, at + column + LANES);
    FloatVector sum2 = load(y, at + column + 2 * LANES);
    FloatVector sum3 = load(y, at + column + 3 * LANES);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      FloatVector factor = FloatVector.broadcast(SPECIES, alpha * x[row + p]);
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
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int to,
      float[] b,
      int stride,
      float[] y,
      int at,
      int column) {
    FloatVector sum = load(y, at + column);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      sum =
          load(b, p * stride + column).fma(FloatVector.broadcast(SPECIES, alpha * x[row + p]), sum);
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
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int to,
      float[] g,
      int at,
      float[] w,
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
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int to,
      float[] g,
      int at,
      float[] w,
      int stride,
      int column) {
    FloatVector g0 = load(g, at + column);
    FloatVector g1 = load(g, at + column + LANES);
    FloatVector g2 = load(g, at + column + 2 * LANES);
    FloatVector g3 = load(g, at + column + 3 * LANES);
    FloatVector g4 = load(g, at + column + 4 * LANES);
    FloatVector g5 = load(g, at + column + 5 * LANES);
    FloatVector g6 = load(g, at + column + 6 * LANES);
    FloatVector g7 = load(g, at + column + 7 * LANES);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      FloatVector factor = FloatVector.broadcast(SPECIES, alpha * x[row + p]);
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
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int to,
      float[] g,
      int at,
      float[] w,
      int stride,
      int column) {
    FloatVector g0 = load(g, at + column);
    FloatVector g1 = load(g, at + column + LANES);
    FloatVector g2 = load(g, at + column + 2 * LANES);
    FloatVector g3 = load(g, at + column + 3 * LANES);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      FloatVector factor = FloatVector.broadcast(SPECIES, alpha * x[row + p]);
      int place = p * stride + column;
      g0.fma(factor, load(w, place)).intoArray(w, place);
      g1.fma(factor, load(w, place + LANES)).intoArray(w, place + LANES);
      g2.fma(factor, load(w, place + 2 * LANES)).intoArray(w, place + 2 * LANES);
      g3.fma(factor, load(w, place + 3 * LANES)).intoArray(w, place + 3 * LANES);
    }
  }

  private static void addToRowsInOne(
      float alpha,
      float[] x,
      int row,
      int[] list,
      int from,
      int to,
      float[] g,
      int at,
      float[] w,
      int stride,
      int column) {
    FloatVector g0 = load(g, at + column);
    for (int next = from; next < to; next++) {
      int p = list == null ? next : list[next];
      int place = p * stride + column;
      g0.fma(FloatVector.broadcast(SPECIES, alpha * x[row + p]), load(w, place))
          .intoArray(w, place);
    }
  }

  /**
   * {@code a · b} over n elements of rows that are padded to whole vectors.
   *
   * @param rest which lanes of a row's last vector belong to it
   */
  static float dot(float[] a, int atA, float[] b, int atB, int n, VectorMask<Float> rest) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int last = (n - 1) / LANES * LANES;
    for (int j = 0; j < last; j += LANES) {
      sum = load(a, atA + j).fma(load(b, atB + j), sum);
    }
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector tailA = zero.blend(load(a, atA + last), rest);
    FloatVector tailB = zero.blend(load(b, atB + last), rest);
    return tailA.fma(tailB, sum).reduceLanes(VectorOperators.ADD);
  }

  /** Which lanes of the last vector belong to a row of n elements. */
  static VectorMask<Float> rest(int n) {
    return SPECIES.indexInRange((n - 1) / LANES * LANES, n);
  }

  /** {@code y ← y + f x}, on n elements from the given places, n being whole vectors. */
  static void addRow(float f, float[] x, int from, float[] y, int to, int n) {
    FloatVector factor = FloatVector.broadcast(SPECIES, f);
    for (int j = 0; j < n; j += LANES) {
      load(x, from + j).fma(factor, load(y, to + j)).intoArray(y, to + j);
    }
  }

  private static FloatVector load(float[] a, int at) {
    return FloatVector.fromArray(SPECIES, a, at);
  }
}
