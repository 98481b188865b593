package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.testkit.RequiredKernels.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Backends that each have one fault in storage. */
final class FaultyStorage {

  private FaultyStorage() {}

  static class WriteThatIgnoresItsOffset extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void write(double[] source, int offset, Cell target) {
          super.write(source, 0, target);
        }
      };
    }
  }

  static class ReadThatIgnoresItsOffset extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void read(Cell source, double[] target, int offset) {
          super.read(source, target, 0);
        }
      };
    }
  }

  static class ColumnMajorOrder extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void write(double[] source, int offset, Cell target) {
          double[] elements = new double[target.rows * target.columns];
          for (int i = 0; i < elements.length; i++) {
            int place = i % target.rows * target.columns + i / target.rows;
            elements[place] = source[offset + i];
          }
          super.write(elements, 0, target);
        }

        @Override
        public void read(Cell source, double[] target, int offset) {
          double[] elements = elements(source);
          for (int i = 0; i < elements.length; i++) {
            target[offset + i] = elements[i % source.rows * source.columns + i / source.rows];
          }
        }
      };
    }
  }

  static class KeptArray extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void scale(double alpha, Cell x) {
          super.scale(alpha, x);
          double[] kept = arrays.get(x);
          if (kept != null) {
            super.read(x, kept, 0);
          }
        }

        private final Map<Cell, double[]> arrays = new HashMap<>();

        @Override
        public synchronized void write(double[] source, int offset, Cell target) {
          super.write(source, offset, target);
          if (offset == 0) {
            arrays.put(target, source);
          }
        }
      };
    }
  }

  /** Claims float32, but computes in float64. */
  static class Float32ThatKeepsDoubles extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend(Precision.FLOAT64) {
        @Override
        public Precision precision() {
          return Precision.FLOAT32;
        }
      };
    }
  }

  /** Claims float64, but computes in float32. */
  static class Float64ThatKeepsFloats extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend(Precision.FLOAT32) {
        @Override
        public Precision precision() {
          return Precision.FLOAT64;
        }
      };
    }
  }

  static class MemoryThatIsNotCleared extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Map<Integer, Cell> released = new HashMap<>();

        @Override
        public synchronized Cell create(int rows, int columns) {
          Cell used = released.remove(rows * columns);
          Cell cell = super.create(rows, columns);
          if (used != null) {
            write(elements(used), 0, cell);
          }
          return cell;
        }

        @Override
        public synchronized void release(Cell cell) {
          released.put(cell.rows * cell.columns, cell);
        }
      };
    }
  }

  static class SharedMemory extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Map<List<Integer>, Object> memory = new HashMap<>();

        @Override
        public synchronized Cell create(int rows, int columns) {
          Cell cell = super.create(rows, columns);
          cell.storage = memory.computeIfAbsent(List.of(rows, columns), size -> cell.storage);
          return cell;
        }
      };
    }
  }

  static class WriteThatSkipsZeros extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void write(double[] source, int offset, Cell target) {
          double[] elements = elements(target);
          for (int i = 0; i < elements.length; i++) {
            elements[i] = source[offset + i] == 0 ? elements[i] : source[offset + i];
          }
          super.write(elements, 0, target);
        }
      };
    }
  }

  static class WriteInWholeBlocks extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void write(double[] source, int offset, Cell target) {
          double[] elements = elements(target);
          int blocks = elements.length < 8 ? elements.length : elements.length / 8 * 8;
          System.arraycopy(source, offset, elements, 0, blocks);
          super.write(elements, 0, target);
        }
      };
    }
  }

  static class ReadThatKeepsItsArray extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Map<Cell, double[]> arrays = new HashMap<>();

        @Override
        public void write(double[] source, int offset, Cell target) {
          super.write(source, offset, target);
          arrays.remove(target);
        }

        @Override
        public void read(Cell source, double[] target, int offset) {
          super.read(source, target, offset);
          double[] kept = arrays.get(source);
          if (kept != null) {
            System.arraycopy(kept, 0, target, offset, kept.length);
          } else if (offset == 0 && target.length == source.rows * source.columns) {
            arrays.put(source, target);
          }
        }
      };
    }
  }

  static class SwappedRowsAndColumns extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public int rows(Cell storage) {
          return super.columns(storage);
        }

        @Override
        public int columns(Cell storage) {
          return super.rows(storage);
        }
      };
    }
  }

  static class SizeThatChangesInReshape extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void reshape(Cell x, Cell y) {
          super.reshape(x, y);
          y.rows = x.rows;
          y.columns = x.columns;
        }
      };
    }
  }
}
