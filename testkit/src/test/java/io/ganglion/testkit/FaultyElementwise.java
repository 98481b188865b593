package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Backends that each have one fault in the elementwise kernels. */
final class FaultyElementwise {

  private FaultyElementwise() {}

  static class GrownOutput extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void multiply(Cell a, Cell b, Cell c) {
          super.multiply(a, b, c);
          Cell larger = create(c.rows + 1, c.columns);
          write(Arrays.copyOf(elements(c), larger.rows * larger.columns), 0, larger);
          c.storage = larger.storage;
        }
      };
    }
  }

  static class ScaleByZeroThatMultiplies extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void scale(double alpha, Cell x) {
          write(Arrays.stream(elements(x)).map(v -> alpha * v).toArray(), 0, x);
        }
      };
    }
  }

  /** Gives different bits each time, like a sum whose order depends on earlier calls. */
  static class OtherBitsEachTime extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private int calls;

        @Override
        public void axpy(double alpha, Cell x, Cell y) {
          calls++;
          super.axpy(alpha * (1 + calls * 0x1p-50), x, y);
        }
      };
    }
  }

  static class ModifiedBystander extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private Cell latest;

        @Override
        public Cell create(int rows, int columns) {
          latest = super.create(rows, columns);
          return latest;
        }

        @Override
        public void axpy(double alpha, Cell x, Cell y) {
          super.axpy(alpha, x, y);
          if (latest != x && latest != y) {
            scale(2, latest);
          }
        }
      };
    }
  }

  static class AxpyThatReadsWithZero extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void axpy(double alpha, Cell x, Cell y) {
          double[] sum = elements(y);
          double[] terms = elements(x);
          for (int i = 0; i < sum.length; i++) {
            sum[i] += alpha * terms[i];
          }
          write(sum, 0, y);
        }
      };
    }
  }

  static class SmallNumbersTakenForZero extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void multiply(Cell a, Cell b, Cell c) {
          super.multiply(a, b, c);
          write(Arrays.stream(elements(c)).map(v -> Math.abs(v) < 1e-20 ? 0 : v).toArray(), 0, c);
        }
      };
    }
  }

  static class CopyThatLosesSigns extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void copy(Cell x, Cell y) {
          write(Arrays.stream(elements(x)).map(value -> value + 0.0).toArray(), 0, y);
        }
      };
    }
  }

  /** Reads and writes elements column by column, like a library that stores columns. */
  static class ReshapeInColumnOrder extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void reshape(Cell x, Cell y) {
          double[] from = elements(x);
          double[] to = new double[from.length];
          for (int i = 0; i < from.length; i++) {
            int place = i % y.rows * y.columns + i / y.rows;
            to[place] = from[i % x.rows * x.columns + i / x.rows];
          }
          write(to, 0, y);
        }
      };
    }
  }

  /** Copies row i to row i, up to the shorter length. */
  static class ReshapeThatCopiesRows extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void reshape(Cell x, Cell y) {
          double[] from = elements(x);
          double[] to = elements(y);
          for (int i = 0; i < Math.min(x.rows, y.rows); i++) {
            int n = Math.min(x.columns, y.columns);
            System.arraycopy(from, i * x.columns, to, i * y.columns, n);
          }
          write(to, 0, y);
        }
      };
    }
  }

  /** Keeps data derived from the elements that reshape has replaced. */
  static class StaleListAfterReshape extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Map<Cell, Cell> before = new HashMap<>();
        private final Map<Cell, double[]> after = new HashMap<>();

        @Override
        public synchronized void reshape(Cell x, Cell y) {
          Cell list = create(y.rows, y.columns);
          copy(y, list);
          super.reshape(x, y);
          before.put(y, list);
          after.put(y, elements(y));
        }

        @Override
        public synchronized void multiply(Cell a, Cell b, Cell c) {
          boolean stale = Arrays.equals(elements(a), after.get(a));
          super.multiply(stale ? before.get(a) : a, b, c);
        }
      };
    }
  }
}
