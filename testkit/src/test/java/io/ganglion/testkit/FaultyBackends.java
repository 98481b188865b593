package io.ganglion.testkit;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.spi.Transpose;
import io.ganglion.testkit.DelegatingBackend.Cell;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntPredicate;

/** The contract, applied to backends that each have one fault. */
final class FaultyBackends {

  private FaultyBackends() {}

  /** Nothing is wrong with this one: what the others fail at is their fault alone. */
  static class Faultless extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend();
    }
  }

  /** Nor with this one. */
  static class FaultlessInFloat32 extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend(Precision.FLOAT32);
    }
  }

  static class IgnoredTranspose extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void gemm(
            double alpha, Cell a, Transpose opA, Cell b, Transpose opB, double beta, Cell c) {
          // Only where it goes unnoticed by the sizes.
          boolean square = b.rows == b.columns;
          super.gemm(alpha, a, opA, b, square ? Transpose.NO : opB, beta, c);
        }
      };
    }
  }

  static class SwappedTransposes extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void gemm(
            double alpha, Cell a, Transpose opA, Cell b, Transpose opB, double beta, Cell c) {
          boolean square = a.rows == a.columns && b.rows == b.columns;
          super.gemm(alpha, a, square ? opB : opA, b, square ? opA : opB, beta, c);
        }
      };
    }
  }

  static class ProductThatSkipsZerosOfItsSecondOperand extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void gemm(
            double alpha, Cell a, Transpose opA, Cell b, Transpose opB, double beta, Cell c) {
          if (Arrays.stream(elements(b)).allMatch(value -> value == 0)) {
            scale(beta, c);
          } else {
            super.gemm(alpha, a, opA, b, opB, beta, c);
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
        public void gemm(
            double alpha, Cell a, Transpose opA, Cell b, Transpose opB, double beta, Cell c) {
          super.gemm(1, a, opA, b, opB, beta, c);
        }
      };
    }
  }

  static class IgnoredBeta extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void gemm(
            double alpha, Cell a, Transpose opA, Cell b, Transpose opB, double beta, Cell c) {
          super.gemm(alpha, a, opA, b, opB, 0, c);
        }
      };
    }
  }

  static class BetaOfZeroThatMultiplies extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void gemm(
            double alpha, Cell a, Transpose opA, Cell b, Transpose opB, double beta, Cell c) {
          double[] product = elements(c);
          for (int i = 0; i < product.length; i++) {
            product[i] *= beta;
          }
          write(product, 0, c);
          super.gemm(alpha, a, opA, b, opB, 1, c);
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

  static class ReshapedOutput extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void columnSums(double alpha, Cell x, double beta, Cell row) {
          super.columnSums(alpha, x, beta, row);
          // The elements stay as they are: read alone does not tell.
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

  static class LostRowOfTheLastBatch extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private int largestBatch;

        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, Cell w) {
          largestBatch = Math.max(largestBatch, x.rows);
          if (x.rows > 1 && x.rows < largestBatch) {
            double[] rows = elements(x);
            Arrays.fill(rows, (x.rows - 1) * x.columns, rows.length, 0);
            Cell shortened = create(x.rows, x.columns);
            write(rows, 0, shortened);
            super.rankUpdate(alpha, shortened, gy, w);
          } else {
            super.rankUpdate(alpha, x, gy, w);
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
        public void rankUpdate(double alpha, Cell x, Cell gy, Cell w) {
          Cell list;
          synchronized (this) {
            list = written.getOrDefault(x, x);
          }
          super.rankUpdate(alpha, list, gy, w);
        }
      };
    }
  }

  static class SoftmaxWithoutMaximum extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void softmax(Cell x, Cell y) {
          double[] powers = elements(x);
          for (int row = 0; row < powers.length; row += x.columns) {
            double sum = 0;
            for (int j = row; j < row + x.columns; j++) {
              powers[j] = StrictMath.exp(powers[j]);
              sum += powers[j];
            }
            for (int j = row; j < row + x.columns; j++) {
              powers[j] /= sum;
            }
          }
          write(powers, 0, y);
        }
      };
    }
  }

  static class SoftmaxWithAMaximumOfAtLeastZero extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void softmax(Cell x, Cell y) {
          double[] powers = elements(x);
          for (int row = 0; row < powers.length; row += x.columns) {
            double max =
                Math.max(0, Arrays.stream(powers, row, row + x.columns).max().orElseThrow());
            double sum = 0;
            for (int j = row; j < row + x.columns; j++) {
              powers[j] = StrictMath.exp(powers[j] - max);
              sum += powers[j];
            }
            for (int j = row; j < row + x.columns; j++) {
              powers[j] /= sum;
            }
          }
          write(powers, 0, y);
        }
      };
    }
  }

  /** Updates a matrix with the input of the update before, where the batch was as large. */
  private static final class UpdateWithTheInputBefore extends DelegatingBackend {

    private final IntPredicate batches;
    private final Map<Cell, double[]> before = new HashMap<>();

    UpdateWithTheInputBefore(IntPredicate batches) {
      this.batches = batches;
    }

    @Override
    public void rankUpdate(double alpha, Cell x, Cell gy, Cell w) {
      double[] input = elements(x);
      double[] stale = before.put(w, input);
      if (batches.test(x.rows) && stale != null && stale.length == input.length) {
        Cell kept = create(x.rows, x.columns);
        write(stale, 0, kept);
        super.rankUpdate(alpha, kept, gy, w);
      } else {
        super.rankUpdate(alpha, x, gy, w);
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

  /** Claims float32, computes in float64. */
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

  /** Claims float64, computes in float32. */
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

  /** Takes tanh′ = 1 − tanh² x of x, where y is given. */
  static class ActivationGradientOfTheInput extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activationGradient(Activation f, Cell y, Cell gy, Cell gx) {
          Cell value = create(y.rows, y.columns);
          activate(f, y, value);
          super.activationGradient(f, value, gy, gx);
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

  static class UpdateThatDescends extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, Cell w) {
          super.rankUpdate(-alpha, x, gy, w);
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
          rankUpdate(alpha, x, gy, w);
          linearGradient(gy, w, gx);
        }
      };
    }
  }

  static class RectifierThatDropsNaN extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activate(Activation f, Cell x, Cell y) {
          super.activate(f, x, y);
          if (f == Activation.RELU) {
            write(Arrays.stream(elements(x)).map(v -> v > 0 ? v : 0).toArray(), 0, y);
          }
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

  /** Copies a row into a buffer that all threads share, and looks at it once all have done so. */
  static class SharedBuffer extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Thread test = Thread.currentThread();
        private final CyclicBarrier allHaveWritten = new CyclicBarrier(ThreadContract.THREADS);
        private volatile double[] buffer;

        @Override
        public void multiply(Cell a, Cell b, Cell c) {
          super.multiply(a, b, c);
          buffer = elements(c);
          if (Thread.currentThread() != test) {
            await();
          }
          write(buffer, 0, c);
        }

        private void await() {
          try {
            allHaveWritten.await();
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
        }
      };
    }
  }

  /** Gives other bits each time, as a sum does whose order depends on what ran before. */
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

  static class SigmoidOfInfinities extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activate(Activation f, Cell x, Cell y) {
          super.activate(f, x, y);
          if (f == Activation.SIGMOID) {
            double[] powers = Arrays.stream(elements(x)).map(StrictMath::exp).toArray();
            write(Arrays.stream(powers).map(power -> power / (1 + power)).toArray(), 0, y);
          }
        }
      };
    }
  }

  static class ZeroThatSkipsTheRest extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void rankUpdate(double alpha, Cell x, Cell gy, Cell w) {
          if (elements(x)[0] != 0) {
            super.rankUpdate(alpha, x, gy, w);
          }
        }
      };
    }
  }

  static class SoftmaxWithOneMaximum extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void softmax(Cell x, Cell y) {
          double[] elements = elements(x);
          double max = Arrays.stream(elements).max().orElseThrow();
          Cell shifted = create(x.rows, x.columns);
          write(Arrays.stream(elements).map(value -> value - max).toArray(), 0, shifted);
          super.softmax(shifted, y);
        }
      };
    }
  }

  static class RectifierGradientAtZero extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activationGradient(Activation f, Cell y, Cell gy, Cell gx) {
          if (f == Activation.RELU) {
            copy(gy, gx);
          } else {
            super.activationGradient(f, y, gy, gx);
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

  static class ProductThatReadsWithZero extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void gemm(
            double alpha, Cell a, Transpose opA, Cell b, Transpose opB, double beta, Cell c) {
          Cell product = create(c.rows, c.columns);
          super.gemm(1, a, opA, b, opB, 0, product);
          scale(beta, c);
          double[] sum = elements(c);
          double[] terms = elements(product);
          for (int i = 0; i < sum.length; i++) {
            sum[i] += alpha * terms[i];
          }
          write(sum, 0, c);
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

  static class InputsToldApartByIdentity extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void multiply(Cell a, Cell b, Cell c) {
          if (a == b) {
            copy(a, c);
          } else {
            super.multiply(a, b, c);
          }
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

  /** Doubles its input, and halves it again afterwards: wrong only while others read it. */
  static class InputPreparedInPlace extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        private final Thread test = Thread.currentThread();
        private final CyclicBarrier together = new CyclicBarrier(ThreadContract.THREADS);

        @Override
        public void linear(Cell x, Cell w, Cell y) {
          if (Thread.currentThread() == test) {
            super.linear(x, w, y);
            return;
          }
          change(2, x);
          super.linear(x, w, y);
          scale(0.5, y);
          change(0.5, x);
        }

        /** Scales once all threads are here, and returns once all have done so. */
        private void change(double factor, Cell x) {
          try {
            together.await();
            synchronized (this) {
              scale(factor, x);
            }
            together.await();
          } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
          }
        }
      };
    }
  }

  /** Changes the weights by another term than α m / (√v + ε). */
  private static final class AnotherStep extends DelegatingBackend {

    /** The term. */
    interface Term {
      double of(double alpha, double m, double v, double epsilon);
    }

    private final Term term;

    AnotherStep(Term term) {
      this.term = term;
    }

    @Override
    public void adaptiveUpdate(
        int size,
        double alpha,
        double beta1,
        double beta2,
        double epsilon,
        Cell g,
        Cell m,
        Cell v,
        Cell w) {
      double[] weights = elements(w);
      super.adaptiveUpdate(size, alpha, beta1, beta2, epsilon, g, m, v, w);
      double[] means = elements(m);
      double[] squares = elements(v);
      for (int i = 0; i < size; i++) {
        weights[i] += term.of(alpha, means[i], squares[i], epsilon);
      }
      write(weights, 0, w);
    }
  }

  static class ForgottenEpsilon extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new AnotherStep((alpha, m, v, epsilon) -> alpha * m / Math.sqrt(v));
    }
  }

  static class EpsilonUnderTheRoot extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new AnotherStep((alpha, m, v, epsilon) -> alpha * m / Math.sqrt(v + epsilon));
    }
  }

  static class ForgottenRoot extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new AnotherStep((alpha, m, v, epsilon) -> alpha * m / (v + epsilon));
    }
  }

  static class SmallSquaresTakenForLarger extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new AnotherStep(
          (alpha, m, v, epsilon) -> alpha * m / (Math.sqrt(v < 1e-24 ? 1e-24 : v) + epsilon));
    }
  }

  static class SquareThatDropsNaN extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new AnotherStep(
          (alpha, m, v, epsilon) -> alpha * m / (Math.sqrt(v > 0 ? v : 0) + epsilon));
    }
  }

  static class MeansOfTheStepBefore extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void adaptiveUpdate(
            int size,
            double alpha,
            double beta1,
            double beta2,
            double epsilon,
            Cell g,
            Cell m,
            Cell v,
            Cell w) {
          double[] weights = elements(w);
          double[] means = elements(m);
          double[] squares = elements(v);
          super.adaptiveUpdate(size, alpha, beta1, beta2, epsilon, g, m, v, w);
          for (int i = 0; i < size; i++) {
            weights[i] += alpha * means[i] / (Math.sqrt(squares[i]) + epsilon);
          }
          write(weights, 0, w);
        }
      };
    }
  }

  static class MeanThatIsNotKept extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void adaptiveUpdate(
            int size,
            double alpha,
            double beta1,
            double beta2,
            double epsilon,
            Cell g,
            Cell m,
            Cell v,
            Cell w) {
          double[] means = elements(m);
          super.adaptiveUpdate(size, alpha, beta1, beta2, epsilon, g, m, v, w);
          write(means, 0, m);
        }
      };
    }
  }

  static class UpdateThatCorrectsTheBias extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void adaptiveUpdate(
            int size,
            double alpha,
            double beta1,
            double beta2,
            double epsilon,
            Cell g,
            Cell m,
            Cell v,
            Cell w) {
          double corrected = alpha / (1 - beta1);
          super.adaptiveUpdate(size, corrected, beta1, beta2, epsilon, g, m, v, w);
        }
      };
    }
  }

  static class GradientUsedAsScratch extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void adaptiveUpdate(
            int size,
            double alpha,
            double beta1,
            double beta2,
            double epsilon,
            Cell g,
            Cell m,
            Cell v,
            Cell w) {
          super.adaptiveUpdate(size, alpha, beta1, beta2, epsilon, g, m, v, w);
          multiply(m, m, g);
        }
      };
    }
  }

  static class ComplementOfARoundedBeta extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend(Precision.FLOAT32) {
        @Override
        public void adaptiveUpdate(
            int size,
            double alpha,
            double beta1,
            double beta2,
            double epsilon,
            Cell g,
            Cell m,
            Cell v,
            Cell w) {
          super.adaptiveUpdate(size, alpha, (float) beta1, (float) beta2, epsilon, g, m, v, w);
        }
      };
    }
  }
}
