package io.ganglion.backend.vector;

import static io.ganglion.backend.vector.VectorFloat32Matrix.LANES;
import static io.ganglion.backend.vector.VectorFloat32Matrix.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
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
final class VectorFloat32Kernels {

  private static final VectorShuffle<Float> ROTATE_EIGHT = VectorShuffle.iota(SPECIES, 8, 1, true);
  private static final VectorShuffle<Float> ROTATE_FOUR = VectorShuffle.iota(SPECIES, 4, 1, true);
  private static final VectorShuffle<Float> ROTATE_TWO = VectorShuffle.iota(SPECIES, 2, 1, true);
  private static final VectorShuffle<Float> ROTATE_ONE = VectorShuffle.iota(SPECIES, 1, 1, true);

  private static final VectorMask<Float> ALL = SPECIES.maskAll(true);

  private VectorFloat32Kernels() {}

  /** {@code y ← αy} over a whole array, zeros where α is 0. */
  static void scale(float alpha, float[] y) {
    if (alpha == 0) {
      Arrays.fill(y, 0);
    } else if (alpha != 1) {
      for (int i = 0; i < y.length; i++) {
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

  /** {@code y ← y + f₀ x₀ + f₁ x₁ + f₂ x₂ + f₃ x₃}, added in this order, over n elements. */
  static void addFourRows(
      float f0,
      int from0,
      float f1,
      int from1,
      float f2,
      int from2,
      float f3,
      int from3,
      float[] x,
      float[] y,
      int n) {
    FloatVector factor0 = FloatVector.broadcast(SPECIES, f0);
    FloatVector factor1 = FloatVector.broadcast(SPECIES, f1);
    FloatVector factor2 = FloatVector.broadcast(SPECIES, f2);
    FloatVector factor3 = FloatVector.broadcast(SPECIES, f3);
    for (int j = 0; j < n; j += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, y, j);
      sum = FloatVector.fromArray(SPECIES, x, from0 + j).fma(factor0, sum);
      sum = FloatVector.fromArray(SPECIES, x, from1 + j).fma(factor1, sum);
      sum = FloatVector.fromArray(SPECIES, x, from2 + j).fma(factor2, sum);
      sum = FloatVector.fromArray(SPECIES, x, from3 + j).fma(factor3, sum);
      sum.intoArray(y, j);
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

  /** {@code z ← y where x is not ≤ 0, else 0}: a choice without a branch that is guessed wrongly. */
  static void rectify(float[] x, float[] y, float[] z) {
    FloatVector zero = FloatVector.zero(SPECIES);
    for (int j = 0; j < z.length; j += LANES) {
      FloatVector value = FloatVector.fromArray(SPECIES, y, j);
      FloatVector sign = FloatVector.fromArray(SPECIES, x, j);
      value.blend(zero, sign.compare(LE, zero)).intoArray(z, j);
    }
  }

  /**
   * {@code x · y}, over n elements.
   *
   * @param rest which lanes of a row's last vector belong to it
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
   * {@code gxᵢ ← gy · wᵢ}, then {@code wᵢ ← wᵢ + α xᵢ gy}, for all rows i of w: for two columns of
   * vectors at a time, since rows are many and, where this pays, short.
   *
   * @param rows how many rows w has
   * @param stride how far each is from the next
   * @param rest which lanes of a row's last vector belong to it
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
    Arrays.fill(gx, 0);
    int column = 0;
    for (; column <= stride - 2 * LANES; column += 2 * LANES) {
      VectorMask<Float> mask = column + 2 * LANES < stride ? ALL : rest;
      gradientAndUpdateTwo(alpha, x, gy, gx, w, rows, stride, mask, column);
    }
    if (column < stride) {
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
      gx[i] += sum.lane(0);
      FloatVector factor = FloatVector.broadcast(SPECIES, alpha * x[i]);
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
      gx[i] += sum.lane(0);
      g.fma(FloatVector.broadcast(SPECIES, alpha * x[i]), row).intoArray(w, place);
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
      float alpha,
      float beta1,
      float share1,
      float beta2,
      float share2,
      float epsilon,
      float[] g,
      float[] m,
      float[] v,
      float[] w) {
    FloatVector factor1 = FloatVector.broadcast(SPECIES, share1);
    FloatVector factor2 = FloatVector.broadcast(SPECIES, share2);
    for (int i = 0; i < w.length; i += LANES) {
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
