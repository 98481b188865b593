package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;

/** Backends that each have one fault in addRow and columnSums. */
final class FaultyRows {

  private FaultyRows() {}

  static class ReshapedOutput extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void columnSums(double alpha, Cell x, double beta, Cell row) {
          super.columnSums(alpha, x, beta, row);
          // The elements do not change, so read alone does not reveal it.
          double[] sums = elements(row);
          Cell column = create(sums.length, 1);
          write(sums, 0, column);
          row.rows = column.rows;
          row.columns = column.columns;
          row.storage = column.storage;
        }
      };
    }
  }

  static class ColumnSumsThatAccumulate extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void columnSums(double alpha, Cell x, double beta, Cell row) {
          super.columnSums(alpha, x, beta == 0 ? 1 : beta, row);
        }
      };
    }
  }

  static class ColumnSumsThatReadWithZero extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void columnSums(double alpha, Cell x, double beta, Cell row) {
          double first = elements(x)[0];
          super.columnSums(alpha, x, beta, row);
          double[] sums = elements(row);
          sums[0] += 0 * first;
          write(sums, 0, row);
        }
      };
    }
  }
}
