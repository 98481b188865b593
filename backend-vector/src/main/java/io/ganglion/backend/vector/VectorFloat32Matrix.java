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

  /** The place in an array of the element in row 0 and column 0, at a cache line if possible. */
  static final int START = Alignment.OF_THIS_JVM.start(Float.BYTES);

  /**
   * The number of rows transposed together: few enough that a cache line is still cached when it is
   * read again.
   */
  private static final int TILE = 8;

  final int rows;
  final int columns;

  /** The distance from one row to the next: the columns, rounded up to whole vectors. */
  final int stride;

  /**
   * The elements: the one in row i and column j is {@code data[START + i * stride + j]}. The array
   * may be longer.
   */
  final float[] data;

  /** One more than the place of the last element, with its row's padding. */
  final int end;

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

  /** Work space for updates of some rows of this matrix. */
  private int[] rowList;

  VectorFloat32Matrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.stride = Math.multiplyExact((columns + LANES - 1) / LANES, LANES);
    this.end = Math.addExact(START, Math.multiplyExact(rows, stride));
    this.data = new float[Alignment.OF_THIS_JVM.length(end, Float.BYTES)];
    this.rest = SPECIES.indexInRange(stride - LANES, columns);
    this.nonZeros = new NonZeros(rows, columns);
  }

  /** Returns work space for a list of rows of this matrix. */
  int[] rowList() {
    if (rowList == null) {
      rowList = new int[rows];
    }
    return rowList;
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
    transposed.clear();
    transposed.addTransposed(factor);
    return transposed;
  }

  /** Returns zeros in the shape of this matrix's transpose, in its work space. */
  VectorFloat32Matrix transposedZeros() {
    if (transposedSum == null) {
      transposedSum = new VectorFloat32Matrix(columns, rows);
    }
    transposedSum.clear();
    return transposedSum;
  }

  /** Sets all elements to 0. */
  void clear() {
    Arrays.fill(modified(), START, end, 0);
  }

  /** {@code this ← this + xᵀ}. */
  void addTransposed(VectorFloat32Matrix x) {
    for (int i = 0; i < x.rows; i += TILE) {
      int end = Math.min(i + TILE, x.rows);
      for (int j = 0; j < x.columns; j++) {
        for (int k = i; k < end; k++) {
          data[START + j * stride + k] += x.data[START + k * x.stride + j];
        }
      }
    }
  }

  /** Copies the elements of a matrix with the same number of elements, in row-major order. */
  void reshape(VectorFloat32Matrix source) {
    float[] elements = modified();
    int from = START;
    int left = source.columns;
    for (int i = 0; i < rows; i++) {
      int to = START + i * stride;
      int rowEnd = to + columns;
      while (to < rowEnd) {
        if (left == 0) {
          from += source.stride - source.columns;
          left = source.columns;
        }
        int count = Math.min(rowEnd - to, left);
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
      int to = START + i * stride;
      for (int j = 0; j < columns; j++) {
        elements[to + j] = (float) source[from + j];
      }
    }
    nonZeros.list(source, offset);
  }

  /** Gets all elements. */
  void read(double[] target, int offset) {
    for (int i = 0; i < rows; i++) {
      int from = START + i * stride;
      int to = offset + i * columns;
      for (int j = 0; j < columns; j++) {
        target[to + j] = data[from + j];
      }
    }
  }
}
