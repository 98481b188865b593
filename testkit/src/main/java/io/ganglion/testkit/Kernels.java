package io.ganglion.testkit;

import java.util.List;

/**
 * The kernels of {@link io.ganglion.spi.Backend} with their formulas, written as plainly as
 * possible, and with a bound on the error of each element. {@link ProductKernels} has the products,
 * {@link ActivationKernels} the activations.
 */
final class Kernels {

  private Kernels() {}

  static Kernel copy() {
    return new Kernel(
        "copy",
        (backend, in, out) -> backend.copy(in.get(0), out.get(0)),
        (in, out, tolerance) -> {
          Matrix x = in.get(0);
          return each(out.get(0), (i, j, y) -> y.set(i, j, x.at(i, j), 0));
        });
  }

  static Kernel reshape() {
    return new Kernel(
        "reshape",
        (backend, in, out) -> backend.reshape(in.get(0), out.get(0)),
        (in, out, tolerance) -> {
          Matrix x = in.get(0);
          Matrix size = out.get(0);
          return each(size, (i, j, y) -> y.set(i, j, x.values()[i * size.columns() + j], 0));
        });
  }

  static Kernel scale(double alpha) {
    return new Kernel(
        "scale(α = " + alpha + ")",
        (backend, in, out) -> backend.scale(alpha, out.get(0)),
        (in, out, tolerance) -> {
          Matrix x = out.get(0);
          double factor = tolerance.round(alpha);
          return each(
              x,
              (i, j, y) -> {
                double value = times(factor, x.at(i, j));
                y.set(i, j, value, tolerance.bound(2, Math.abs(value)));
              });
        });
  }

  static Kernel axpy(double alpha) {
    return new Kernel(
        "axpy(α = " + alpha + ")",
        (backend, in, out) -> backend.axpy(alpha, in.get(0), out.get(0)),
        (in, out, tolerance) -> {
          Matrix x = in.get(0);
          Matrix before = out.get(0);
          double factor = tolerance.round(alpha);
          return each(
              before,
              (i, j, y) -> {
                double term = times(factor, x.at(i, j));
                double magnitude = Math.abs(term) + Math.abs(before.at(i, j));
                y.set(i, j, term + before.at(i, j), tolerance.bound(3, magnitude));
              });
        });
  }

  static Kernel multiply() {
    return new Kernel(
        "multiply",
        (backend, in, out) -> backend.multiply(in.get(0), in.get(1), out.get(0)),
        (in, out, tolerance) -> {
          Matrix a = in.get(0);
          Matrix b = in.get(1);
          return each(
              out.get(0),
              (i, j, c) -> {
                double value = a.at(i, j) * b.at(i, j);
                c.set(i, j, value, tolerance.bound(1, Math.abs(value)));
              });
        });
  }

  static Kernel addRow() {
    return new Kernel(
        "addRow",
        (backend, in, out) -> backend.addRow(in.get(0), out.get(0)),
        (in, out, tolerance) -> {
          Matrix row = in.get(0);
          Matrix before = out.get(0);
          return each(
              before,
              (i, j, x) ->
                  x.set(
                      i,
                      j,
                      before.at(i, j) + row.at(0, j),
                      tolerance.bound(1, Math.abs(before.at(i, j)) + Math.abs(row.at(0, j)))));
        });
  }

  static Kernel columnSums(double alpha, double beta) {
    Kernel sums =
        new Kernel(
            "columnSums(α = " + alpha + ", β = " + beta + ")",
            (backend, in, out) -> backend.columnSums(alpha, in.get(0), beta, out.get(0)),
            (in, out, tolerance) -> {
              Matrix x = in.get(0);
              Matrix before = out.get(0);
              double factor = tolerance.round(alpha);
              double keep = tolerance.round(beta);
              return each(
                  before,
                  (i, j, row) -> {
                    double sum = 0;
                    double magnitude = 0;
                    for (int r = 0; r < x.rows(); r++) {
                      sum += x.at(r, j);
                      magnitude += Math.abs(x.at(r, j));
                    }
                    double kept = times(keep, before.at(0, j));
                    row.set(
                        i,
                        j,
                        times(factor, sum) + kept,
                        tolerance.bound(
                            x.rows() + 4, times(Math.abs(factor), magnitude) + Math.abs(kept)));
                  });
            });
    return sums.withMistakes(Mistake.lostLastSample(sums.formula()));
  }

  static Kernel softmax() {
    return new Kernel(
        "softmax",
        (backend, in, out) -> backend.softmax(in.get(0), out.get(0)),
        (in, out, tolerance) -> {
          Expected y = Expected.zeros(in.get(0).rows(), in.get(0).columns());
          for (int i = 0; i < in.get(0).rows(); i++) {
            softmaxOfRow(in.get(0), i, y, tolerance);
          }
          return List.of(y);
        });
  }

  private static void softmaxOfRow(Matrix x, int i, Expected y, Tolerance tolerance) {
    double max = x.at(i, 0);
    for (int j = 1; j < x.columns(); j++) {
      max = Math.max(max, x.at(i, j));
    }
    // Rounding d = x − max changes exp(d) by |d| u of itself, and the sum by the mean of these.
    double sum = 0;
    double shifts = 0;
    for (int j = 0; j < x.columns(); j++) {
      double d = x.at(i, j) - max;
      double power = Math.exp(d);
      sum += power;
      shifts += power == 0 ? 0 : power * Math.abs(d);
    }
    for (int j = 0; j < x.columns(); j++) {
      double d = x.at(i, j) - max;
      double value = Math.exp(d) / sum;
      double shift = Math.exp(d) == 0 ? 0 : Math.abs(d) + shifts / sum;
      double roundings = x.columns() + 2 * Tolerance.FUNCTION + 1 + shift;
      y.set(i, j, value, tolerance.bound(roundings, value));
    }
  }

  static Kernel softmaxGradient() {
    return new Kernel(
        "softmaxGradient",
        (backend, in, out) -> backend.softmaxGradient(in.get(0), in.get(1), out.get(0)),
        (in, out, tolerance) -> {
          Matrix y = in.get(0);
          Matrix gy = in.get(1);
          return each(
              out.get(0),
              (i, j, gx) -> {
                double dot = 0;
                double magnitude = 0;
                for (int k = 0; k < y.columns(); k++) {
                  dot += gy.at(i, k) * y.at(i, k);
                  magnitude += Math.abs(gy.at(i, k) * y.at(i, k));
                }
                gx.set(
                    i,
                    j,
                    y.at(i, j) * (gy.at(i, j) - dot),
                    tolerance.bound(
                        y.columns() + 3,
                        Math.abs(y.at(i, j)) * (Math.abs(gy.at(i, j)) + magnitude)));
              });
        });
  }

  /** Input g, outputs m, v and w. */
  static Kernel adaptiveUpdate(double alpha, double beta1, double beta2, double epsilon) {
    return new Kernel(
        "adaptiveUpdate(α = "
            + alpha
            + ", β₁ = "
            + beta1
            + ", β₂ = "
            + beta2
            + ", ε = "
            + epsilon
            + ")",
        (backend, in, out) ->
            backend.adaptiveUpdate(
                alpha, beta1, beta2, epsilon, in.get(0), out.get(0), out.get(1), out.get(2)),
        (in, out, tolerance) -> {
          Matrix g = in.get(0);
          Matrix squares = g.map(value -> value * value);
          Expected m = runningMean(beta1, out.get(0), g, tolerance);
          Expected v = runningMean(beta2, out.get(1), squares, tolerance);
          return List.of(m, v, adaptedWeights(alpha, epsilon, m, v, out.get(2), tolerance));
        });
  }

  /** {@code β before + (1 − β) x}; open where β is 0 and its operand is not finite. */
  private static Expected runningMean(double beta, Matrix before, Matrix x, Tolerance tolerance) {
    double keep = tolerance.round(beta);
    double share = tolerance.round(1 - beta);
    return each(
            before,
            (i, j, mean) -> {
              double kept = keep * before.at(i, j);
              double fresh = share * x.at(i, j);
              boolean open = keep == 0 && !Double.isFinite(before.at(i, j));
              // One rounding each of the factor, the square, the product and the sum.
              double bound = tolerance.bound(4, Math.abs(kept) + Math.abs(fresh));
              mean.set(i, j, open ? 0 : kept + fresh, open ? Double.NaN : bound);
            })
        .get(0);
  }

  /** {@code before + α m ⊘ (√v + ε)}, from m and v that may be off by their bounds. */
  private static Expected adaptedWeights(
      double alpha, double epsilon, Expected m, Expected v, Matrix before, Tolerance tolerance) {
    double factor = tolerance.round(alpha);
    double least = tolerance.round(epsilon);
    return each(
            before,
            (i, j, w) -> {
              double errorOfSquare = v.bounds().at(i, j);
              double root = Math.sqrt(v.values().at(i, j));
              double divisor = root + least;
              double dividend = factor * m.values().at(i, j);
              double term = dividend / divisor;
              boolean open =
                  Double.isNaN(m.bounds().at(i, j))
                      || Double.isNaN(errorOfSquare)
                      || (factor == 0 && !Double.isFinite(term));
              // |√(v + δ) − √v| is at most √δ, and far from 0 at most δ / √v.
              double errorOfDivisor =
                  Math.min(errorOfSquare / root, Math.sqrt(errorOfSquare))
                      + tolerance.bound(2, divisor);
              double errorOfDividend =
                  Math.abs(factor) * m.bounds().at(i, j) + tolerance.bound(2, Math.abs(dividend));
              double errorOfTerm =
                  Double.isInfinite(divisor)
                      ? 0
                      : (errorOfDividend + Math.abs(term) * errorOfDivisor)
                          / Math.max(0, divisor - errorOfDivisor);
              double magnitude = Math.abs(before.at(i, j)) + Math.abs(term);
              double bound = errorOfTerm + tolerance.bound(2, magnitude);
              w.set(i, j, open ? 0 : before.at(i, j) + term, open ? Double.NaN : bound);
            })
        .get(0);
  }

  /** With a factor of 0, the operand is not read. */
  static double times(double factor, double value) {
    return factor == 0 ? 0 : factor * value;
  }

  /** Sets one element. */
  interface Element {
    void set(int i, int j, Expected expected);
  }

  static List<Expected> each(Matrix size, Element element) {
    Expected expected = Expected.zeros(size.rows(), size.columns());
    for (int i = 0; i < size.rows(); i++) {
      for (int j = 0; j < size.columns(); j++) {
        element.set(i, j, expected);
      }
    }
    return List.of(expected);
  }
}
