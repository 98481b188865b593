package io.ganglion.testkit;

import static io.ganglion.spi.Activations.SIGMOID;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;
import java.util.Arrays;

/**
 * Backends that each have one fault with data that threads share. None waits for another thread:
 * the contract must find a race as it is.
 */
final class FaultyThreads {

  private FaultyThreads() {}

  /** Computes y ← x w on plain arrays, with w as columns: the loops of the faulty kernels. */
  private static double[] product(double[] x, double[] columns, int rows, int inner, int outputs) {
    double[] y = new double[rows * outputs];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < outputs; j++) {
        double sum = 0;
        for (int p = 0; p < inner; p++) {
          sum += x[i * inner + p] * columns[j * inner + p];
        }
        y[i * outputs + j] = sum;
      }
    }
    return y;
  }

  /** Writes the transposed elements of a storage into an array. */
  private static void transpose(double[] elements, int rows, int columns, double[] target) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        target[j * rows + i] = elements[i * columns + j];
      }
    }
  }

  /** Packs the weights for a product into an array that all calls share. */
  static class SharedScratchOfLinear extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final double[] scratch = new double[784 * 784];

        @Override
        public void linear(Cell x, Cell w, Cell y) {
          transpose(elements(w), w.rows, w.columns, scratch);
          write(product(elements(x), scratch, x.rows, w.rows, w.columns), 0, y);
        }
      };
    }
  }

  /** Lets the array grow to what a call needs. */
  static class SharedBufferThatGrows extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private double[] buffer = {};

        @Override
        public void linearGradient(Cell gy, Cell w, Cell gx) {
          if (buffer.length < w.rows * w.columns) {
            buffer = new double[w.rows * w.columns];
          }
          read(w, buffer, 0);
          write(product(elements(gy), buffer, gy.rows, w.columns, w.rows), 0, gx);
        }
      };
    }
  }

  /** Keeps the packed weights for the next call with the same weights. */
  static class LastWeightsKept extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final double[] packed = new double[784 * 784];
        private Cell last;

        @Override
        public void write(double[] source, int offset, Cell target) {
          super.write(source, offset, target);
          if (target == last) {
            last = null;
          }
        }

        @Override
        public void linear(Cell x, Cell w, Cell y) {
          if (last != w) {
            transpose(elements(w), w.rows, w.columns, packed);
            last = w;
          }
          write(product(elements(x), packed, x.rows, w.rows, w.columns), 0, y);
        }
      };
    }
  }

  /** Lists the non-zeros of a row in an array that all calls share, and counts them in a field. */
  static class SharedListOfNonZeros extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final int[] list = new int[1024];
        private int count;

        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          double[] rows = elements(x);
          double[] gradients = elements(gy);
          double[] weights = elements(w);
          for (int k = 0; k < weights.length; k++) {
            weights[k] = beta == 0 ? 0 : beta * weights[k];
          }
          for (int i = 0; i < x.rows && alpha != 0; i++) {
            count = 0;
            for (int p = 0; p < x.columns; p++) {
              if (rows[i * x.columns + p] != 0) {
                list[count++] = p;
              }
            }
            for (int k = 0; k < count; k++) {
              double factor = alpha * rows[i * x.columns + list[k]];
              for (int j = 0; j < gy.columns; j++) {
                weights[list[k] * w.columns + j] += factor * gradients[i * gy.columns + j];
              }
            }
          }
          write(weights, 0, w);
        }
      };
    }
  }

  /** Collects the sum of the terms in an array that all calls share. */
  static class SharedScratchOfRankUpdate extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final double[] scratch = new double[784 * 784];

        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          double[] rows = elements(x);
          double[] gradients = elements(gy);
          read(w, scratch, 0);
          for (int p = 0; p < w.rows; p++) {
            for (int j = 0; j < w.columns; j++) {
              int place = p * w.columns + j;
              scratch[place] = beta == 0 ? 0 : beta * scratch[place];
              for (int i = 0; i < x.rows && alpha != 0; i++) {
                scratch[place] += alpha * rows[i * x.columns + p] * gradients[i * gy.columns + j];
              }
            }
          }
          write(scratch, 0, w);
        }
      };
    }
  }

  /** Keeps the powers of a row in an array that all calls share. */
  static class SharedScratchOfSoftmax extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final double[] powers = new double[784];

        @Override
        public void softmax(Cell x, Cell y) {
          double[] values = elements(x);
          for (int row = 0; row < values.length; row += x.columns) {
            double max = Arrays.stream(values, row, row + x.columns).max().orElseThrow();
            double sum = 0;
            for (int j = 0; j < x.columns; j++) {
              powers[j] = Math.exp(values[row + j] - max);
              sum += powers[j];
            }
            for (int j = 0; j < x.columns; j++) {
              values[row + j] = powers[j] / sum;
            }
          }
          write(values, 0, y);
        }
      };
    }
  }

  /** Doubles its input, and halves it afterwards: wrong only while other threads read it. */
  static class InputPreparedInPlace extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void linear(Cell x, Cell w, Cell y) {
          scale(2, x);
          double[] columns = new double[w.rows * w.columns];
          transpose(elements(w), w.rows, w.columns, columns);
          write(product(elements(x), columns, x.rows, w.rows, w.columns), 0, y);
          scale(0.5, y);
          scale(0.5, x);
        }
      };
    }
  }

  /** Fills a large table on its first use, when other threads can already see it. */
  static class TableSeenBeforeItIsFilled extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private static final int STEPS = 1 << 19;
        private double[] table;

        @Override
        public void activate(Activation f, Cell x, Cell y) {
          if (f != SIGMOID) {
            super.activate(f, x, y);
            return;
          }
          if (table == null) {
            table = new double[STEPS + 1];
            for (int i = 0; i <= STEPS; i++) {
              table[i] = f.value(4.0 * i / STEPS - 2);
            }
          }
          write(Arrays.stream(elements(x)).map(v -> table[place(v)]).toArray(), 0, y);
        }

        private int place(double value) {
          return (int) Math.max(0, Math.min(STEPS, (value + 2) / 4 * STEPS));
        }
      };
    }
  }
}
