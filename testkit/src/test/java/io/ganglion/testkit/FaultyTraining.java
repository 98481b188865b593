package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/** Backends that each have one fault in the products that only training reveals. */
final class FaultyTraining {

  private FaultyTraining() {}

  static class LostRowOfTheLastBatch extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private int largestBatch;

        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          largestBatch = Math.max(largestBatch, x.rows);
          if (x.rows > 1 && x.rows < largestBatch) {
            double[] rows = elements(x);
            Arrays.fill(rows, (x.rows - 1) * x.columns, rows.length, 0);
            Cell shortened = create(x.rows, x.columns);
            write(rows, 0, shortened);
            super.rankUpdate(alpha, shortened, gy, beta, w);
          } else {
            super.rankUpdate(alpha, x, gy, beta, w);
          }
        }
      };
    }
  }

  /** Updates a matrix with the input of the previous update, if that batch had the same size. */
  private static final class UpdateWithTheInputBefore extends DelegatingBackend {

    private final IntPredicate batches;
    private final Map<Cell, double[]> before = new HashMap<>();

    UpdateWithTheInputBefore(IntPredicate batches) {
      this.batches = batches;
    }

    @Override
    public void updateAndLinear(double alpha, Cell x, Cell gy, Cell next, Cell w, Cell y) {
      rankUpdate(alpha, x, gy, 1, w);
      linear(next, w, y);
    }

    @Override
    public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
      double[] input = elements(x);
      double[] stale = before.put(w, input);
      if (batches.test(x.rows) && stale != null && stale.length == input.length) {
        Cell kept = create(x.rows, x.columns);
        write(stale, 0, kept);
        super.rankUpdate(alpha, kept, gy, beta, w);
      } else {
        super.rankUpdate(alpha, x, gy, beta, w);
      }
    }
  }

  static class InputOfTheSampleBefore extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new UpdateWithTheInputBefore(batch -> batch == 1);
    }
  }

  static class InputOfTheBatchBefore extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new UpdateWithTheInputBefore(batch -> batch > 1);
    }
  }

  static class WideInputWithoutItsLastBlock extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private static final int BLOCK = 512;

        @Override
        public void linear(Cell x, Cell w, Cell y) {
          if (x.columns <= BLOCK) {
            super.linear(x, w, y);
            return;
          }
          double[] rows = elements(x);
          for (int end = x.columns; end <= rows.length; end += x.columns) {
            Arrays.fill(rows, end - x.columns % BLOCK, end, 0);
          }
          Cell shortened = create(x.rows, x.columns);
          write(rows, 0, shortened);
          super.linear(shortened, w, y);
        }
      };
    }
  }
}
