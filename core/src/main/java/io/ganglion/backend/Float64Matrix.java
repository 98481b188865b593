package io.ganglion.backend;

import io.ganglion.spi.NonZeros;

/** A matrix in row-major order, with a list of its non-zero elements where that saves work. */
final class Float64Matrix {

  final int rows;
  final int columns;

  /** The elements: {@code data[i * columns + j]} is the one in row i and column j. */
  final double[] data;

  /** Which elements are not zero, if there are few and they are as they were written. */
  final NonZeros nonZeros;

  Float64Matrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.data = new double[rows * columns];
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
    for (int i = 0; i < elements.length; i++) {
      elements[i] = source[offset + i];
    }
    nonZeros.list(source, offset);
  }
}
