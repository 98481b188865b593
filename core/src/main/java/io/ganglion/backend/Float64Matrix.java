package io.ganglion.backend;

/**
 * A matrix in row-major order, with a list of its non-zero elements where that saves work.
 *
 * <p>Four pixels in five of a handwritten digit are 0. The list is made when such a matrix is
 * written, once, and used wherever the matrix is the left factor of a product, forward and backward.
 */
final class Float64Matrix {

  /** A matrix with fewer zeros than this share of its elements gets no list. */
  private static final double SPARSE = 0.25;

  final int rows;
  final int columns;

  /** The elements: {@code data[i * columns + j]} is the one in row i and column j. */
  final double[] data;

  /** Where in {@link #nonZeros} the list of each row begins; one more for the last one's end. */
  private int[] rowStarts;

  /** The columns of the elements that are not zero, row after row, ascending. */
  private int[] nonZeros;

  private boolean listed;

  Float64Matrix(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.data = new double[rows * columns];
  }

  /** Whether the non-zero elements are listed. */
  boolean isListed() {
    return listed;
  }

  /** The columns of all non-zero elements, row after row; only if {@link #isListed}. */
  int[] nonZeros() {
    return nonZeros;
  }

  /** Where in {@link #nonZeros} the given row begins; the row after the last one gives the end. */
  int rowStart(int row) {
    return rowStarts[row];
  }

  /** Returns the elements to a kernel that is about to change them: the list no longer holds. */
  double[] modified() {
    listed = false;
    return data;
  }

  /** Sets all elements, and lists the non-zero ones if there are few. */
  void write(double[] source, int offset) {
    double[] data = modified();
    int zeros = 0;
    for (int i = 0; i < data.length; i++) {
      double value = source[offset + i];
      data[i] = value;
      zeros += value == 0 ? 1 : 0;
    }
    if (zeros >= SPARSE * data.length) {
      list();
    }
  }

  private void list() {
    if (nonZeros == null) {
      rowStarts = new int[rows + 1];
      nonZeros = new int[data.length];
    }
    int count = 0;
    for (int i = 0; i < rows; i++) {
      rowStarts[i] = count;
      int row = i * columns;
      for (int j = 0; j < columns; j++) {
        nonZeros[count] = j;
        count += data[row + j] != 0 ? 1 : 0;
      }
    }
    rowStarts[rows] = count;
    listed = true;
  }
}
