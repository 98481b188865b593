package io.ganglion.testkit;

import static io.ganglion.spi.Activations.RELU;
import static io.ganglion.spi.Activations.SIGMOID;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;
import java.util.Arrays;

/** Backends that each have one fault in the activations. */
final class FaultyActivations {

  private FaultyActivations() {}

  /** Uses x instead of y: tanh′ = 1 − y² becomes 1 − x². */
  static class ActivationGradientOfTheArgument extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activationGradient(Activation f, Cell x, Cell y, Cell gy, Cell gx) {
          super.activationGradient(f, x, x, gy, gx);
        }
      };
    }
  }

  /** Uses y instead of x, which only a function whose derivative needs x can show. */
  static class ActivationGradientOfTheValue extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activationGradient(Activation f, Cell x, Cell y, Cell gy, Cell gx) {
          super.activationGradient(f, y, y, gy, gx);
        }
      };
    }
  }

  static class UnknownFunctionTakenForTheIdentity extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activate(Activation f, Cell x, Cell y) {
          if (f instanceof Enum) {
            super.activate(f, x, y);
          } else {
            copy(x, y);
          }
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
          if (f == RELU) {
            write(Arrays.stream(elements(x)).map(v -> v > 0 ? v : 0).toArray(), 0, y);
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
          if (f == SIGMOID) {
            double[] powers = Arrays.stream(elements(x)).map(StrictMath::exp).toArray();
            write(Arrays.stream(powers).map(power -> power / (1 + power)).toArray(), 0, y);
          }
        }
      };
    }
  }

  static class RectifierGradientAtZero extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activationGradient(Activation f, Cell x, Cell y, Cell gy, Cell gx) {
          if (f == RELU) {
            copy(gy, gx);
          } else {
            super.activationGradient(f, x, y, gy, gx);
          }
        }
      };
    }
  }

  /** Rounds its result to float32, in float64. */
  static class ActivationInFloats extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activate(Activation f, Cell x, Cell y) {
          super.activate(f, x, y);
          write(Arrays.stream(elements(y)).map(value -> (float) value).toArray(), 0, y);
        }
      };
    }
  }

  /** Rounds its result to float32, in float64. */
  static class ActivationGradientInFloats extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void activationGradient(Activation f, Cell x, Cell y, Cell gy, Cell gx) {
          super.activationGradient(f, x, y, gy, gx);
          write(Arrays.stream(elements(gx)).map(value -> (float) value).toArray(), 0, gx);
        }
      };
    }
  }
}
