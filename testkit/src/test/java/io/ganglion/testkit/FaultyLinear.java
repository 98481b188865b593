package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Backends that each have one fault in the products. */
final class FaultyLinear {

  private FaultyLinear() {}

  static class IgnoredTranspose extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void linearGradient(Cell gy, Cell w, Cell gx) {
          // Only if the sizes do not reveal it.
          if (w.rows == w.columns) {
            super.linear(gy, w, gx);
          } else {
            super.linearGradient(gy, w, gx);
          }
        }
      };
    }
  }

  /** Computes x gyᵀ if the sizes allow it. */
  static class SwappedTransposes extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          if (x.rows == x.columns && gy.rows == gy.columns) {
            Cell product = create(w.rows, w.columns);
            linearGradient(x, gy, product);
            scale(beta, w);
            axpy(alpha, product, w);
          } else {
            super.rankUpdate(alpha, x, gy, beta, w);
          }
        }
      };
    }
  }

  static class ProductThatSkipsZerosOfTheWeights extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void linear(Cell x, Cell w, Cell y) {
          if (Arrays.stream(elements(w)).allMatch(value -> value == 0)) {
            scale(0, y);
          } else {
            super.linear(x, w, y);
          }
        }
      };
    }
  }

  static class UpdateThatSkipsZerosOfTheGradient extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          if (Arrays.stream(elements(gy)).allMatch(value -> value == 0)) {
            scale(beta, w);
          } else {
            super.rankUpdate(alpha, x, gy, beta, w);
          }
        }
      };
    }
  }

  static class IgnoredAlpha extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          super.rankUpdate(1, x, gy, beta, w);
        }
      };
    }
  }

  static class IgnoredBeta extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          super.rankUpdate(alpha, x, gy, 1, w);
        }
      };
    }
  }

  static class ForgottenWeights extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          super.rankUpdate(alpha, x, gy, 0, w);
        }
      };
    }
  }

  static class BetaOfZeroThatMultiplies extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          write(Arrays.stream(elements(w)).map(value -> beta * value).toArray(), 0, w);
          super.rankUpdate(alpha, x, gy, 1, w);
        }
      };
    }
  }

  static class MutatedInput extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void linearGradient(Cell gy, Cell w, Cell gx) {
          super.linearGradient(gy, w, gx);
          if (w.columns == 13) {
            scale(2, w);
          }
        }
      };
    }
  }

  static class LostOddRow extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void linear(Cell x, Cell w, Cell y) {
          double[] before = elements(y);
          super.linear(x, w, y);
          if (x.rows % 2 == 1 && x.rows > 1) {
            double[] after = elements(y);
            int last = (y.rows - 1) * y.columns;
            System.arraycopy(before, last, after, last, y.columns);
            write(after, 0, y);
          }
        }
      };
    }
  }

  static class UpdateWithoutTheLastSample extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          super.rankUpdate(
              alpha,
              x.rows > 1 ? withoutLastRow(x) : x,
              gy.rows > 1 ? withoutLastRow(gy) : gy,
              beta,
              w);
        }

        private Cell withoutLastRow(Cell x) {
          Cell others = create(x.rows - 1, x.columns);
          write(elements(x), 0, others);
          return others;
        }
      };
    }
  }

  static class ProductAddedToItsOutput extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void linear(Cell x, Cell w, Cell y) {
          Cell product = create(y.rows, y.columns);
          super.linear(x, w, product);
          axpy(1, product, y);
        }
      };
    }
  }

  static class StaleListOfNonZeros extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Map<Cell, Cell> written = new HashMap<>();

        @Override
        public synchronized void write(double[] source, int offset, Cell target) {
          super.write(source, offset, target);
          Cell list = create(target.rows, target.columns);
          super.write(source, offset, list);
          written.put(target, list);
        }

        @Override
        public synchronized void copy(Cell x, Cell y) {
          super.copy(x, y);
          written.remove(y);
        }

        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          Cell list;
          synchronized (this) {
            list = written.getOrDefault(x, x);
          }
          super.rankUpdate(alpha, list, gy, beta, w);
        }
      };
    }
  }

  static class UpdateThatDescends extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          super.rankUpdate(-alpha, x, gy, beta, w);
        }
      };
    }
  }

  static class GradientOfUpdatedWeights extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void linearGradientAndUpdate(double alpha, Cell x, Cell gy, Cell gx, Cell w) {
          rankUpdate(alpha, x, gy, 1, w);
          linearGradient(gy, w, gx);
        }
      };
    }
  }

  static class OutputOfTheWeightsBefore extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void updateAndLinear(double alpha, Cell x, Cell gy, Cell next, Cell w, Cell y) {
          linear(next, w, y);
          rankUpdate(alpha, x, gy, 1, w);
        }
      };
    }
  }

  static class RowsOfTheNextInputOnly extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void updateAndLinear(double alpha, Cell x, Cell gy, Cell next, Cell w, Cell y) {
          Cell both = create(rows(x), columns(x));
          double[] last = elements(x).clone();
          double[] coming = elements(next);
          for (int i = 0; i < last.length; i++) {
            last[i] = i < coming.length && coming[i] == 0 ? 0 : last[i];
          }
          write(last, 0, both);
          rankUpdate(alpha, both, gy, 1, w);
          linear(next, w, y);
        }
      };
    }
  }

  static class OutputInAnotherOrder extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void updateAndLinear(double alpha, Cell x, Cell gy, Cell next, Cell w, Cell y) {
          rankUpdate(alpha, x, gy, 1, w);
          double[] factors = new double[rows(next) * columns(next)];
          double[] weights = new double[rows(w) * columns(w)];
          double[] sums = new double[rows(y) * columns(y)];
          read(next, factors, 0);
          read(w, weights, 0);
          for (int i = 0; i < rows(y); i++) {
            for (int p = rows(w) - 1; p >= 0; p--) {
              for (int j = 0; j < columns(w); j++) {
                sums[i * columns(w) + j] += factors[i * rows(w) + p] * weights[p * columns(w) + j];
              }
            }
          }
          write(sums, 0, y);
        }
      };
    }
  }

  static class ZeroThatSkipsTheRest extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          if (elements(x)[0] != 0) {
            super.rankUpdate(alpha, x, gy, beta, w);
          }
        }
      };
    }
  }

  static class UpdateThatReadsWithZero extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, double beta, Cell w) {
          Cell product = create(w.rows, w.columns);
          super.rankUpdate(1, x, gy, 0, product);
          scale(beta, w);
          double[] sum = elements(w);
          double[] terms = elements(product);
          for (int i = 0; i < sum.length; i++) {
            sum[i] += alpha * terms[i];
          }
          write(sum, 0, w);
        }
      };
    }
  }
}
