package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.Float64Matrix.LANES;
import static io.ganglion.backend.vector.Float64Matrix.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * The inner loops of products and of the adaptive update, in vector instructions.
 *
 * <p>What costs time is memory: the weights of a network fit the second-level cache and not the
 * first. So each loop takes rows of the weights as they lie, each once, and several in one go, so
 * that the short row that they have in common is loaded and stored less often.
 *
 * <p>All rows are padded to whole vectors, and begin at a place in an array. What a row's last vector
 * holds beyond its end is blended away where it would count.
 *
 * <p>A sum along a vector is taken by halves. {@code reduceLanes} may add in any order, and does:
 * compiled code in another one than interpreted code, so that a run would not give the same bits
 * again.
 *
 * <p>No vector goes into or out of a method of our own, which is why some lines are here three times:
 * the compiler must inline the Vector API, but leaves another call as it is where it finds it rare or
 * its target large, and what goes through a call is an object.
 */
final class Float64Kernels {

  private static final VectorShuffle<Double> ROTATE_EIGHT = VectorShuffle.iota(SPECIES, 8, 1, true);
  private static final VectorShuffle<Double> ROTATE_FOUR = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Double> ROTATE_TWO = VectorShuffle.iota(SPECIES, 2, 1, true);
  private static final VectorShuffle<Double> ROTATE_ONE = VectorShuffle.iota(SPECIES, 1, 1, true);

  private static final VectorMask<Double> ALL = SPECIES.maskAll(true);

  private Float64Kernels() {}

  /** {@code y ← y + f x}, over n elements. */
  static void addRow(double f, double[] x, int from, double[] y, int to, int n) {
    DoubleVector factor = DoubleVector.broadcast(SPECIES, f);
    for (int j = 0; j < n; j += LANES) {
      DoubleVector.fromArray(SPECIES, x, from + j)
          .fma(factor, DoubleVector.fromArray(SPECIES, y, to + j))
          .intoArray(y, to + j);
    }
  }

  /** {@code y ← y + f₀ x₀ + f₁ x₁ + f₂ x₂ + f₃ x₃}, added in this order, over n elements. */
  static void addFourRows(
      double f0,
      int from0,
      double f1,
      int from1,
      double f2,
      int from2,
      double f3,
      int from3,
      double[] x,
      double[] y,
      int to,
      int n) {
    DoubleVector factor0 = DoubleVector.broadcast(SPECIES, f0);
    DoubleVector factor1 = DoubleVector.broadcast(SPECIES, f1);
    DoubleVector factor2 = DoubleVector.broadcast(SPECIES, f2);
    DoubleVector factor3 = DoubleVector.broadcast(SPECIES, f3);
    for (int j = 0; j < n; j += LANES) {
      DoubleVector sum = DoubleVector.fromArray(SPECIES, y, to + j);
      sum = DoubleVector.fromArray(SPECIES, x, from0 + j).fma(factor0, sum);
      sum = DoubleVector.fromArray(SPECIES, x, from1 + j).fma(factor1, sum);
      sum = DoubleVector.fromArray(SPECIES, x, from2 + j).fma(factor2, sum);
      sum = DoubleVector.fromArray(SPECIES, x, from3 + j).fma(factor3, sum);
      sum.intoArray(y, to + j);
    }
  }

  /** {@code y₀ ← y₀ + f₀ x, y₁ ← y₁ + f₁ x}, over n elements. */
  static void addToTwoRows(
      double f0, int to0, double f1, int to1, double[] x, int from, double[] y, int n) {
    DoubleVector factor0 = DoubleVector.broadcast(SPECIES, f0);
    DoubleVector factor1 = DoubleVector.broadcast(SPECIES, f1);
    for (int j = 0; j < n; j += LANES) {
      DoubleVector term = DoubleVector.fromArray(SPECIES, x, from + j);
      term.fma(factor0, DoubleVector.fromArray(SPECIES, y, to0 + j)).intoArray(y, to0 + j);
      term.fma(factor1, DoubleVector.fromArray(SPECIES, y, to1 + j)).intoArray(y, to1 + j);
    }
  }

  /** {@code z ← y where x is not ≤ 0, else 0}: a choice without a branch that is guessed wrongly. */
  static void rectify(double[] x, double[] y, double[] z) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int j = 0; j < z.length; j += LANES) {
      DoubleVector value = DoubleVector.fromArray(SPECIES, y, j);
      DoubleVector sign = DoubleVector.fromArray(SPECIES, x, j);
      value.blend(zero, sign.compare(LE, zero)).intoArray(z, j);
    }
  }

  /**
   * {@code x · y}, over n elements.
   *
   * @param rest which lanes of a row's last vector belong to it
   */
  static double dot(double[] x, int atX, double[] y, int atY, int n, VectorMask<Double> rest) {
    DoubleVector sum = DoubleVector.zero(SPECIES);
    int last = (n - 1) / LANES * LANES;
    for (int j = 0; j < last; j += LANES) {
      sum =
          DoubleVector.fromArray(SPECIES, x, atX + j)
              .fma(DoubleVector.fromArray(SPECIES, y, atY + j), sum);
    }
    DoubleVector restX =
        DoubleVector.zero(SPECIES).blend(DoubleVector.fromArray(SPECIES, x, atX + last), rest);
    DoubleVector restY =
        DoubleVector.zero(SPECIES).blend(DoubleVector.fromArray(SPECIES, y, atY + last), rest);
    sum = restX.fma(restY, sum);
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(ROTATE_EIGHT));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(ROTATE_FOUR));
    }
    if (LANES > 2) {
      sum = sum.add(sum.rearrange(ROTATE_TWO));
    }
    if (LANES > 1) {
      sum = sum.add(sum.rearrange(ROTATE_ONE));
    }
    return sum.lane(0);
  }

  /**
   * {@code gxᵢ ← gy · wᵢ}, then {@code wᵢ ← wᵢ + α xᵢ gy}, for all rows i of w: for two columns of
   * vectors at a time, since rows are many and, where this pays, short.
   *
   * @param rows how many rows w has
   * @param stride how far each is from the next
   * @param rest which lanes of a row's last vector belong to it
   */
  static void gradientAndUpdate(
      double alpha,
      double[] x,
      double[] gy,
      double[] gx,
      double[] w,
      int rows,
      int stride,
      VectorMask<Double> rest) {
    Arrays.fill(gx, 0);
    int column = 0;
    for (; column <= stride - 2 * LANES; column += 2 * LANES) {
      VectorMask<Double> mask = column + 2 * LANES < stride ? ALL : rest;
      gradientAndUpdateTwo(alpha, x, gy, gx, w, rows, stride, mask, column);
    }
    if (column < stride) {
      gradientAndUpdateOne(alpha, x, gy, gx, w, rows, stride, rest, column);
    }
  }

  private static void gradientAndUpdateTwo(
      double alpha,
      double[] x,
      double[] gy,
      double[] gx,
      double[] w,
      int rows,
      int stride,
      VectorMask<Double> mask,
      int column) {
    DoubleVector g0 = DoubleVector.fromArray(SPECIES, gy, column);
    DoubleVector g1 =
        DoubleVector.zero(SPECIES).blend(DoubleVector.fromArray(SPECIES, gy, column + LANES), mask);
    for (int i = 0, place = column; i < rows; i++, place += stride) {
      DoubleVector row0 = DoubleVector.fromArray(SPECIES, w, place);
      DoubleVector row1 = DoubleVector.fromArray(SPECIES, w, place + LANES);
      DoubleVector rest1 = DoubleVector.zero(SPECIES).blend(row1, mask);
      DoubleVector sum = rest1.fma(g1, row0.mul(g0));
      if (LANES > 8) {
        sum = sum.add(sum.rearrange(ROTATE_EIGHT));
      }
      if (LANES > 4) {
        sum = sum.add(sum.rearrange(ROTATE_FOUR));
      }
      if (LANES > 2) {
        sum = sum.add(sum.rearrange(ROTATE_TWO));
      }
      if (LANES > 1) {
        sum = sum.add(sum.rearrange(ROTATE_ONE));
      }
      gx[i] += sum.lane(0);
      DoubleVector factor = DoubleVector.broadcast(SPECIES, alpha * x[i]);
      g0.fma(factor, row0).intoArray(w, place);
      g1.fma(factor, row1).intoArray(w, place + LANES);
    }
  }

  private static void gradientAndUpdateOne(
      double alpha,
      double[] x,
      double[] gy,
      double[] gx,
      double[] w,
      int rows,
      int stride,
      VectorMask<Double> mask,
      int column) {
    DoubleVector g =
        DoubleVector.zero(SPECIES).blend(DoubleVector.fromArray(SPECIES, gy, column), mask);
    for (int i = 0, place = column; i < rows; i++, place += stride) {
      DoubleVector row = DoubleVector.fromArray(SPECIES, w, place);
      DoubleVector rest = DoubleVector.zero(SPECIES).blend(row, mask);
      DoubleVector sum = rest.mul(g);
      if (LANES > 8) {
        sum = sum.add(sum.rearrange(ROTATE_EIGHT));
      }
      if (LANES > 4) {
        sum = sum.add(sum.rearrange(ROTATE_FOUR));
      }
      if (LANES > 2) {
        sum = sum.add(sum.rearrange(ROTATE_TWO));
      }
      if (LANES > 1) {
        sum = sum.add(sum.rearrange(ROTATE_ONE));
      }
      gx[i] += sum.lane(0);
      g.fma(DoubleVector.broadcast(SPECIES, alpha * x[i]), row).intoArray(w, place);
    }
  }

  /**
   * {@code m ← β₁ m + (1 − β₁) g}, then {@code v ← β₂ v + (1 − β₂) g ⊙ g}, then {@code w ← w + α m ⊘
   * (√v + ε)}, over whole arrays.
   *
   * @param share1 1 − β₁
   * @param share2 1 − β₂
   */
  static void adaptiveUpdate(
      double alpha,
      double beta1,
      double share1,
      double beta2,
      double share2,
      double epsilon,
      double[] g,
      double[] m,
      double[] v,
      double[] w) {
    DoubleVector factor1 = DoubleVector.broadcast(SPECIES, share1);
    DoubleVector factor2 = DoubleVector.broadcast(SPECIES, share2);
    for (int i = 0; i < w.length; i += LANES) {
      DoubleVector gradient = DoubleVector.fromArray(SPECIES, g, i);
      DoubleVector mean = gradient.fma(factor1, DoubleVector.fromArray(SPECIES, m, i).mul(beta1));
      DoubleVector square =
          gradient.mul(gradient).fma(factor2, DoubleVector.fromArray(SPECIES, v, i).mul(beta2));
      mean.intoArray(m, i);
      square.intoArray(v, i);
      mean.mul(alpha)
          .div(square.sqrt().add(epsilon))
          .add(DoubleVector.fromArray(SPECIES, w, i))
          .intoArray(w, i);
    }
  }
}
