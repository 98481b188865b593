package io.ganglion.testkit;

import java.util.List;
import java.util.stream.IntStream;

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

  /** Whether an element is right: within its bound, and NaN where NaN is expected. */
  boolean isMetAt(int index, double found, Tolerance tolerance) {
    double wanted = tolerance.round(values.values()[index]);
    double bound = Double.isFinite(wanted) ? bounds.values()[index] : 0;
    return Double.isNaN(bound)
        || Double.compare(wanted, found) == 0
        || Math.abs(wanted - found) <= bound;
  }

  /** Whether every element of every output is right; not if nothing is expected. */
  static boolean areMet(List<Expected> expected, List<Matrix> actual, Tolerance tolerance) {
    return expected.size() == actual.size()
        && IntStream.range(0, actual.size())
            .allMatch(i -> expected.get(i).isMetBy(actual.get(i), tolerance));
  }

  private boolean isMetBy(Matrix actual, Tolerance tolerance) {
    return IntStream.range(0, actual.values().length)
        .allMatch(i -> isMetAt(i, actual.values()[i], tolerance));
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
