package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Backends that each have one fault that shows when networks are loaded in a service. */
final class FaultyService {

  private FaultyService() {}

  /** Prepares weights for products on their first use, and does not notice that they change. */
  static class WeightsPreparedOnce extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Map<Cell, double[]> prepared = new ConcurrentHashMap<>();

        @Override
        public void linear(Cell x, Cell w, Cell y) {
          Cell known = create(w.rows, w.columns);
          write(prepared.computeIfAbsent(w, this::elements), 0, known);
          super.linear(x, known, y);
        }
      };
    }
  }

  /** Prepares weights for products, and takes other weights of the same size for the same ones. */
  static class WeightsPreparedBySize extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Map<List<Integer>, double[]> prepared = new ConcurrentHashMap<>();

        @Override
        public void linear(Cell x, Cell w, Cell y) {
          Cell known = create(w.rows, w.columns);
          double[] weights =
              prepared.computeIfAbsent(List.of(w.rows, w.columns), size -> elements(w));
          write(weights, 0, known);
          super.linear(x, known, y);
        }
      };
    }
  }

  /**
   * Prepares weights again if their storage was written since, but counts writes anew when it
   * creates a storage from the memory of a released one.
   */
  static class WritesCountedAnewInReusedMemory extends PrecisionContract {

    /** Weights as they were after so many writes. */
    private record Prepared(int writes, double[] weights) {}

    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Map<Cell, Integer> writes = new HashMap<>();
        private final Map<Cell, Prepared> prepared = new HashMap<>();
        private final Map<List<Integer>, Deque<Cell>> released = new HashMap<>();

        private Deque<Cell> released(int rows, int columns) {
          return released.computeIfAbsent(List.of(rows, columns), size -> new ArrayDeque<>());
        }

        @Override
        public synchronized Cell create(int rows, int columns) {
          Cell cell = released(rows, columns).poll();
          if (cell == null) {
            cell = super.create(rows, columns);
          }
          super.write(new double[rows * columns], 0, cell);
          writes.put(cell, 0);
          return cell;
        }

        @Override
        public synchronized void release(Cell cell) {
          released(cell.rows, cell.columns).add(cell);
        }

        @Override
        public synchronized void write(double[] source, int offset, Cell target) {
          super.write(source, offset, target);
          writes.merge(target, 1, Integer::sum);
        }

        @Override
        public synchronized void linear(Cell x, Cell w, Cell y) {
          Prepared known = prepared.get(w);
          if (known == null || known.writes != writes.get(w)) {
            known = new Prepared(writes.get(w), elements(w));
            prepared.put(w, known);
          }
          Cell weights = super.create(w.rows, w.columns);
          super.write(known.weights, 0, weights);
          super.linear(x, weights, y);
        }
      };
    }
  }
}
