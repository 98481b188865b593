package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;
import java.util.Arrays;

/** Backends that each have one fault in softmax. */
final class FaultySoftmax {

  private FaultySoftmax() {}

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
}
