package io.ganglion.backend.vector;

import io.ganglion.spi.NonZeros;
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
final class Float64Matrix {

  /** The vectors that all kernels compute with. */
  static final VectorSpecies<Double> SPECIES =
      VectorSpecies.of(double.class, VectorWidth.shape(Double.SIZE));

  /** How many elements a vector holds. */
  static final int LANES = SPECIES.length();

  final int rows;
  final int columns;

  /** How far a row is from the next: the columns, up to whole vectors. */
  final int stride;

  /** The elements: {@code data[i * stride + j]} is the one in row i and column j. */
  final double[] data;

  /** Which lanes of a row's last vector belong to it; made once, since making one allocates. */
  final VectorMask<Double> rest;

  /** Which elements are not zero, if there are few and they are as they were written. */
  final NonZeros nonZeros;

  Float64Matrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.stride = Math.multiplyExact((columns + LANES - 1) / LANES, LANES);
    this.data = new double[Math.multiplyExact(rows, stride)];
    this.rest = SPECIES.indexInRange(stride - LANES, columns);
    this.nonZeros = new NonZeros(rows, columns);
  }

  /** Returns the elements to a kernel that is about to change them: the list no longer holds. */
  double[] modified() {
    nonZeros.clear();
    return data;
  }

  /** Sets all elements, and lists the non-zero ones if there are few. */
  void write(double[] source, int offset) {
    double[] elements = modified();
    for (int i = 0; i < rows; i++) {
      int from = offset + i * columns;
      int to = i * stride;
      for (int j = 0; j < columns; j++) {
        elements[to + j] = source[from + j];
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
