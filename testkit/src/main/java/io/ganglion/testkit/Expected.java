package io.ganglion.testkit;

/**
 * What a kernel must give.
 *
 * @param values the elements
 * @param bounds how far each may be off; NaN where the contract leaves the value open
 */
record Expected(Matrix values, Matrix bounds) {

  static Expected zeros(int rows, int columns) {
    return new Expected(Matrix.zeros(rows, columns), Matrix.zeros(rows, columns));
  }

  void set(int row, int column, double value, double bound) {
    values.set(row, column, value);
    bounds.set(row, column, bound);
  }

  /** The same values, to be met to the last bit. */
  Expected exactly() {
    return new Expected(values, bounds.map(bound -> Double.isNaN(bound) ? bound : 0));
  }
}
