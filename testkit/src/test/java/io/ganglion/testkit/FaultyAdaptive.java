package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.testkit.RequiredKernels.Cell;

/** Backends that each have one fault in adaptiveUpdate. */
final class FaultyAdaptive {

  private FaultyAdaptive() {}

  /** Changes the weights by a term other than α m / (√v + ε). */
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
        double alpha, double beta1, double beta2, double epsilon, Cell g, Cell m, Cell v, Cell w) {
      double[] weights = elements(w);
      super.adaptiveUpdate(alpha, beta1, beta2, epsilon, g, m, v, w);
      double[] means = elements(m);
      double[] squares = elements(v);
      for (int i = 0; i < weights.length; i++) {
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
          super.adaptiveUpdate(alpha, beta1, beta2, epsilon, g, m, v, w);
          for (int i = 0; i < weights.length; i++) {
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
            double alpha,
            double beta1,
            double beta2,
            double epsilon,
            Cell g,
            Cell m,
            Cell v,
            Cell w) {
          double[] means = elements(m);
          super.adaptiveUpdate(alpha, beta1, beta2, epsilon, g, m, v, w);
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
            double alpha,
            double beta1,
            double beta2,
            double epsilon,
            Cell g,
            Cell m,
            Cell v,
            Cell w) {
          double corrected = alpha / (1 - beta1);
          super.adaptiveUpdate(corrected, beta1, beta2, epsilon, g, m, v, w);
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
            double alpha,
            double beta1,
            double beta2,
            double epsilon,
            Cell g,
            Cell m,
            Cell v,
            Cell w) {
          super.adaptiveUpdate(alpha, beta1, beta2, epsilon, g, m, v, w);
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
            double alpha,
            double beta1,
            double beta2,
            double epsilon,
            Cell g,
            Cell m,
            Cell v,
            Cell w) {
          super.adaptiveUpdate(alpha, (float) beta1, (float) beta2, epsilon, g, m, v, w);
        }
      };
    }
  }
}
