package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.VectorFloat32Matrix.LANES;
import static io.ganglion.backend.vector.VectorFloat32Matrix.SPECIES;
import static io.ganglion.backend.vector.VectorFloat32Matrix.START;
import static jdk.incubator.vector.VectorOperators.LE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * The inner loops of the products of one sample and of the adaptive update, with vector
 * instructions.
 *
 * <p>The time goes into memory access, because the weights of a network fit the second-level cache
 * but not the first. So each loop goes through the rows of the weights once, in memory order, and
 * takes several at a time, so that the short row that they share is loaded and stored less often.
 *
 * <p>All rows are padded to whole vectors, and start at an index of an array. Where the padding in
 * a row's last vector would count, it is masked out.
 *
 * <p>Sums along a vector are taken by halves. {@code reduceLanes} may add in any order, and
 * compiled code adds in another order than interpreted code, so that runs would not be reproducible
 * to the bit.
 *
 * <p>No method here takes or returns a vector, which is why some lines are repeated three times.
 * The compiler always inlines the Vector API, but it does not inline other methods that are rarely
 * called or large, and a vector passed through a real call becomes an object on the heap.
 */
final class VectorFloat32Kernels {

  private static final VectorShuffle<Float> ROTATE_EIGHT = VectorShuffle.iota(SPECIES, 8, 1, true);
  private static final VectorShuffle<Float> ROTATE_FOUR = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Float> ROTATE_TWO = VectorShuffle.iota(SPECIES, 2, 1, true);
  private static final VectorShuffle<Float> ROTATE_ONE = VectorShuffle.iota(SPECIES, 1, 1, true);

  private static final VectorMask<Float> ALL = SPECIES.maskAll(true);

  private VectorFloat32Kernels() {}

  /** {@code y ← αy}, over a whole matrix; zeros if α is 0, even for NaN. */
  static void scale(float alpha, float[] y, int end) {
    if (alpha == 0) {
      Arrays.fill(y, START, end, 0);
    } else if (alpha != 1) {
      for (int i = START; i < end; i++) {
        y[i] *= alpha;
      }
    }
  }

  /** {@code y ← y + f x}, over n elements. */
  static void addRow(float f, float[] x, int from, float[] y, int to, int n) {
    FloatVector factor = FloatVector.broadcast(SPECIES, f);
    for (int j = 0; j < n; j += LANES) {
      FloatVector.fromArray(SPECIES, x, from + j)
          .fma(factor, FloatVector.fromArray(SPECIES, y, to + j))
          .intoArray(y, to + j);
    }
  }

  /** {@code y₀ ← y₀ + f₀ x, y₁ ← y₁ + f₁ x}, over n elements. */
  static void addToTwoRows(
      float f0, int to0, float f1, int to1, float[] x, int from, float[] y, int n) {
    FloatVector factor0 = FloatVector.broadcast(SPECIES, f0);
    FloatVector factor1 = FloatVector.broadcast(SPECIES, f1);
    for (int j = 0; j < n; j += LANES) {
      FloatVector term = FloatVector.fromArray(SPECIES, x, from + j);
      term.fma(factor0, FloatVector.fromArray(SPECIES, y, to0 + j)).intoArray(y, to0 + j);
      term.fma(factor1, FloatVector.fromArray(SPECIES, y, to1 + j)).intoArray(y, to1 + j);
    }
  }

  /** {@code z ← 0 where x ≤ 0, y elsewhere}: without a branch that could be mispredicted. */
  static void rectify(float[] x, float[] y, float[] z, int end) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int j = START; j < end; j += LANES) {
      FloatVector value = FloatVector.fromArray(SPECIES, y, j);
      FloatVector sign = FloatVector.fromArray(SPECIES, x, j);
      value.blend(zero, sign.compare(LE, zero)).intoArray(z, j);
    }
  }

  /**
   * {@code x · y}, over n elements.
   *
   * @param rest the lanes of a row's last vector that belong to the row
   */
  static float dot(float[] x, int atX, float[] y, int atY, int n, VectorMask<Float> rest) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int last = (n - 1) / LANES * LANES;
    for (int j = 0; j < last; j += LANES) {
      sum =
          FloatVector.fromArray(SPECIES, x, atX + j)
              .fma(FloatVector.fromArray(SPECIES, y, atY + j), sum);
    }
    FloatVector restX =
        FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, x, atX + last), rest);
    FloatVector restY =
        FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, y, atY + last), rest);
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
   * {@code gxᵢ ← gy · wᵢ}, then {@code wᵢ ← wᵢ + α xᵢ gy}, for all rows i of w. It takes two
   * columns of vectors at a time, since the rows are many and, where this method is used, short.
   *
   * @param rows the number of rows of w
   * @param stride the distance from one row of w to the next
   * @param rest the lanes of a row's last vector that belong to the row
   */
  static void gradientAndUpdate(
      float alpha,
      float[] x,
      float[] gy,
      float[] gx,
      float[] w,
      int rows,
      int stride,
      VectorMask<Float> rest) {
    Arrays.fill(gx, START, START + rows, 0);
    int end = START + stride;
    int column = START;
    for (; column <= end - 2 * LANES; column += 2 * LANES) {
      VectorMask<Float> mask = column + 2 * LANES < end ? ALL : rest;
      gradientAndUpdateTwo(alpha, x, gy, gx, w, rows, stride, mask, column);
    }
    if (column < end) {
      gradientAndUpdateOne(alpha, x, gy, gx, w, rows, stride, rest, column);
    }
  }

  private static void gradientAndUpdateTwo(
      float alpha,
      float[] x,
      float[] gy,
      float[] gx,
      float[] w,
      int rows,
      int stride,
      VectorMask<Float> mask,
      int column) {
    FloatVector g0 = FloatVector.fromArray(SPECIES, gy, column);
    FloatVector g1 =
        FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, gy, column + LANES), mask);
    for (int i = 0, place = column; i < rows; i++, place += stride) {
      FloatVector row0 = FloatVector.fromArray(SPECIES, w, place);
      FloatVector row1 = FloatVector.fromArray(SPECIES, w, place + LANES);
      FloatVector rest1 = FloatVector.zero(SPECIES).blend(row1, mask);
      FloatVector sum = rest1.fma(g1, row0.mul(g0));
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
      gx[START + i] += sum.lane(0);
      FloatVector factor = FloatVector.broadcast(SPECIES, alpha * x[START + i]);
      g0.fma(factor, row0).intoArray(w, place);
      g1.fma(factor, row1).intoArray(w, place + LANES);
    }
  }

  private static void gradientAndUpdateOne(
      float alpha,
      float[] x,
      float[] gy,
      float[] gx,
      float[] w,
      int rows,
      int stride,
      VectorMask<Float> mask,
      int column) {
    FloatVector g =
        FloatVector.zero(SPECIES).blend(FloatVector.fromArray(SPECIES, gy, column), mask);
    for (int i = 0, place = column; i < rows; i++, place += stride) {
      FloatVector row = FloatVector.fromArray(SPECIES, w, place);
      FloatVector rest = FloatVector.zero(SPECIES).blend(row, mask);
      FloatVector sum = rest.mul(g);
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
      gx[START + i] += sum.lane(0);
      g.fma(FloatVector.broadcast(SPECIES, alpha * x[START + i]), row).intoArray(w, place);
    }
  }

  /**
   * {@code m ← β₁ m + (1 − β₁) g}, then {@code v ← β₂ v + (1 − β₂) g ⊙ g}, then {@code w ← w + α m ⊘
   * (√v + ε)}, over whole matrices.
   *
   * @param share1 1 − β₁
   * @param share2 1 − β₂
   */
  static void adaptiveUpdate(
      float alpha,
      float beta1,
      float share1,
      float beta2,
      float share2,
      float epsilon,
      float[] g,
      float[] m,
      float[] v,
      float[] w,
      int end) {
    FloatVector factor1 = FloatVector.broadcast(SPECIES, share1);
    FloatVector factor2 = FloatVector.broadcast(SPECIES, share2);
    for (int i = START; i < end; i += LANES) {
      FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
      FloatVector mean = gradient.fma(factor1, FloatVector.fromArray(SPECIES, m, i).mul(beta1));
      FloatVector square =
          gradient.mul(gradient).fma(factor2, FloatVector.fromArray(SPECIES, v, i).mul(beta2));
      mean.intoArray(m, i);
      square.intoArray(v, i);
      mean.mul(alpha)
          .div(square.sqrt().add(epsilon))
          .add(FloatVector.fromArray(SPECIES, w, i))
          .intoArray(w, i);
    }
  }
}
