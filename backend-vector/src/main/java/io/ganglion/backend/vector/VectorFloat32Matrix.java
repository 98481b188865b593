package io.ganglion.backend.vector;

import io.ganglion.sparse.NonZeros;
import io.ganglion.sparse.NonZerosByColumn;
import java.util.Arrays;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * A matrix in row-major order whose rows are padded to whole vectors, with a list of its non-zero
 * elements where that saves work.
 *
 * <p>Padding saves every kernel a loop for the rest of a row. What the padding holds does not matter:
 * kernels that work element by element or row by row may leave anything there, and those that sum
 * along a row blend it away.
 */
final class VectorFloat32Matrix {

  /** The vectors that all kernels compute with. */
  static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorWidth.shape(Float.SIZE));

  /** How many elements a vector holds. */
  static final int LANES = SPECIES.length();

  /** So many rows are transposed together: what is read again must still be in the cache. */
  private static final int TILE = 8;

  final int rows;
  final int columns;

  /** How far a row is from the next: the columns, up to whole vectors. */
  final int stride;

  /** The elements: {@code data[i * stride + j]} is the one in row i and column j. */
  final float[] data;

  /** Which lanes of a row's last vector belong to it; made once, since making one allocates. */
  final VectorMask<Float> rest;

  /** Which elements are not zero, if there are few and they are as they were written. */
  final NonZeros nonZeros;

  /** Room for a product that this matrix is the result of: the list of its left factor by column. */
  final NonZerosByColumn leftByColumn = new NonZerosByColumn();

  /** Room for such a product: the transpose of a factor, and that of the result. */
  private VectorFloat32Matrix transposed;

  private VectorFloat32Matrix transposedSum;

  VectorFloat32Matrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.stride = Math.multiplyExact((columns + LANES - 1) / LANES, LANES);
    this.data = new float[Math.multiplyExact(rows, stride)];
    this.rest = SPECIES.indexInRange(stride - LANES, columns);
    this.nonZeros = new NonZeros(rows, columns);
  }

  /** Returns the elements to a kernel that is about to change them: the list no longer holds. */
  float[] modified() {
    nonZeros.clear();
    return data;
  }

  /** Returns the transpose of a factor, in room of this matrix, until the next such call. */
  VectorFloat32Matrix transposed(VectorFloat32Matrix factor) {
    if (transposed == null
        || transposed.rows != factor.columns
        || transposed.columns != factor.rows) {
      transposed = new VectorFloat32Matrix(factor.columns, factor.rows);
    }
    Arrays.fill(transposed.data, 0);
    transposed.addTransposed(factor);
    return transposed;
  }

  /** Returns zeros in the shape of this matrix's transpose, in room of this matrix. */
  VectorFloat32Matrix transposedZeros() {
    if (transposedSum == null) {
      transposedSum = new VectorFloat32Matrix(columns, rows);
    }
    Arrays.fill(transposedSum.data, 0);
    return transposedSum;
  }

  /** {@code this ← this + xᵀ}. */
  void addTransposed(VectorFloat32Matrix x) {
    for (int i = 0; i < x.rows; i += TILE) {
      int end = Math.min(i + TILE, x.rows);
      for (int j = 0; j < x.columns; j++) {
        for (int k = i; k < end; k++) {
          data[j * stride + k] += x.data[k * x.stride + j];
        }
      }
    }
  }

  /** Sets the elements to those of a matrix of as many, in row-major order. */
  void reshape(VectorFloat32Matrix source) {
    float[] elements = modified();
    int from = 0;
    int left = source.columns;
    for (int i = 0; i < rows; i++) {
      int to = i * stride;
      int end = to + columns;
      while (to < end) {
        if (left == 0) {
          from += source.stride - source.columns;
          left = source.columns;
        }
        int count = Math.min(end - to, left);
        System.arraycopy(source.data, from, elements, to, count);
        to += count;
        from += count;
        left -= count;
      }
    }
  }

  /** Sets all elements, and lists the non-zero ones if there are few. */
  void write(double[] source, int offset) {
    float[] elements = modified();
    for (int i = 0; i < rows; i++) {
      int from = offset + i * columns;
      int to = i * stride;
      for (int j = 0; j < columns; j++) {
        elements[to + j] = (float) source[from + j];
      }
    }
    nonZeros.list(source, offset);
  }

  /** Gets all elements. */
  void read(double[] target, int offset) {
    for (int i = 0; i < rows; i++) {
      int from = i * stride;
      int to = offset + i * columns;
      for (int j = 0; j < columns; j++) {
        target[to + j] = data[from + j];
      }
    }
  }
}
