package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;
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
}
