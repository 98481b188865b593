package io.ganglion.testkit;

/**
 * The expected result of a kernel.
 *
 * @param values the elements
 * @param bounds the largest error of each; NaN where the contract leaves the value open
 */
record Expected(Matrix values, Matrix bounds) {

  static Expected zeros(int rows, int columns) {
    return new Expected(Matrix.zeros(rows, columns), Matrix.zeros(rows, columns));
  }

  void set(int row, int column, double value, double bound) {
    values.set(row, column, value);
    bounds.set(row, column, bound);
  }

  /** The same values, which must be met exactly. */
  Expected exactly() {
    return new Expected(values, bounds.map(bound -> Double.isNaN(bound) ? bound : 0));
  }
}
