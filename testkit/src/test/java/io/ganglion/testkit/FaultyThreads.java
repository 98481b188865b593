package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Backends that each have one fault with data that threads share. */
final class FaultyThreads {

  private FaultyThreads() {}

  /** Copies a row into a buffer that all threads share, and reads it after all have done so. */
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

  /** Doubles its input, and halves it afterwards: wrong only while other threads read it. */
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

        /** Waits for all threads, scales, and returns when all have done so. */
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
}
