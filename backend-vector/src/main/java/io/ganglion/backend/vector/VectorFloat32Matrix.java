package io.ganglion.backend.vector;

import io.ganglion.sparse.NonZeros;
import io.ganglion.sparse.NonZerosByColumn;
import java.util.Arrays;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * A matrix in row-major order whose rows are padded to whole vectors, with a list of its non-zero
 * elements if that saves work.
 *
 * <p>The padding spares every kernel a loop for the end of a row. Its contents do not matter:
 * kernels that work by elements or by rows may leave anything there, and kernels that sum along a
 * row mask it out.
 */
final class VectorFloat32Matrix {

  /** The species of vector in which all kernels compute. */
  static final VectorSpecies<Float> SPECIES =
      VectorSpecies.of(float.class, VectorWidth.shape(Float.SIZE));

  /** The number of elements in a vector. */
  static final int LANES = SPECIES.length();

  /**
   * The number of rows transposed together: few enough that a cache line is still cached when it is
   * read again.
   */
  private static final int TILE = 8;

  final int rows;
  final int columns;

  /** The distance from one row to the next: the columns, rounded up to whole vectors. */
  final int stride;

  /** The elements: the one in row i and column j is {@code data[i * stride + j]}. */
  final float[] data;

  /**
   * The lanes of a row's last vector that belong to the row; created once, since creating a mask
   * allocates.
   */
  final VectorMask<Float> rest;

  /** The non-zero elements, if there are few and the matrix is unchanged since it was written. */
  final NonZeros nonZeros;

  /**
   * Work space for products into this matrix: the non-zero elements of the left factor by column.
   */
  final NonZerosByColumn leftByColumn = new NonZerosByColumn();

  /**
   * Work space for products into this matrix: the transpose of a factor, and that of the result.
   */
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

  /**
   * Returns the elements to a kernel that is about to change them, and clears the list of non-zero
   * elements.
   */
  float[] modified() {
    nonZeros.clear();
    return data;
  }

  /** Returns the transpose of a factor, in this matrix's work space; valid until the next call. */
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

  /** Returns zeros in the shape of this matrix's transpose, in its work space. */
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

  /** Copies the elements of a matrix with the same number of elements, in row-major order. */
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

  /** Sets all elements, and lists the non-zero ones if they are few. */
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
