package io.ganglion.testkit;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A matrix as the tests see it, in its simplest form.
 *
 * @param rows number of rows
 * @param columns number of columns
 * @param values the elements in row-major order
 */
record Matrix(int rows, int columns, double[] values) {

  static Matrix zeros(int rows, int columns) {
    return new Matrix(rows, columns, new double[rows * columns]);
  }

  static Matrix filled(int rows, int columns, double value) {
    Matrix matrix = zeros(rows, columns);
    Arrays.fill(matrix.values, value);
    return matrix;
  }

  double at(int row, int column) {
    return values[row * columns + column];
  }

  void set(int row, int column, double value) {
    values[row * columns + column] = value;
  }

  boolean isFinite() {
    return Arrays.stream(values).allMatch(Double::isFinite);
  }

  /** Returns a matrix of the same size with f of every element. */
  Matrix map(DoubleUnaryOperator f) {
    return new Matrix(rows, columns, Arrays.stream(values).map(f).toArray());
  }

  /** Returns the transposed matrix. */
  Matrix transposed() {
    Matrix transposed = zeros(columns, rows);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        transposed.set(j, i, at(i, j));
      }
    }
    return transposed;
  }

  /** Returns all rows but the last. */
  Matrix withoutLastRow() {
    return new Matrix(rows - 1, columns, Arrays.copyOf(values, (rows - 1) * columns));
  }

  /** Returns a copy with one element changed; the index is in row-major order. */
  Matrix with(int index, double value) {
    Matrix copy = map(v -> v);
    copy.values[index] = value;
    return copy;
  }

  /** Returns the row and column of an element, whose index is in row-major order. */
  String place(int index) {
    return "[" + index / columns + ", " + index % columns + "]";
  }

  String size() {
    return "[" + rows + ", " + columns + "]";
  }
}
