package io.ganglion.testkit;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Activations;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kernels of activations with their formulas, and with bounds that follow from the function: a
 * backend's result is the value or derivative at arguments that have gone through the roundings of
 * a library's function.
 */
final class ActivationKernels {

  private static final double[] SIGNS = {-1, 1};

  private ActivationKernels() {}

  /** Returns the standard functions, and one that no backend knows. */
  static List<Activation> functions() {
    return Stream.concat(Stream.of(Activations.values()), Stream.of(new OwnActivation())).toList();
  }

  /** Input x, output y. */
  static Kernel activate(Activation f) {
    return new Kernel(
        "activate(" + f.text() + ")",
        (backend, in, out) -> backend.activate(f, in.get(0), out.get(0)),
        (in, out, tolerance) -> {
          Matrix x = in.get(0);
          return Kernels.each(
              out.get(0),
              (i, j, y) -> {
                double value = f.value(x.at(i, j));
                y.set(i, j, value, boundOfValue(f, x.at(i, j), value, tolerance));
              });
        });
  }

  private static double boundOfValue(Activation f, double x, double y, Tolerance tolerance) {
    if (y == x) {
      return 0; // A rectifier passes x on without rounding.
    }
    double shift = tolerance.gamma(Tolerance.FUNCTION);
    double spread = 0;
    for (double sign : SIGNS) {
      spread = Math.max(spread, Math.abs(f.value(x * (1 + sign * shift)) - y));
    }
    // tanh may be computed from exp, with an error relative to 1 even if x is small.
    double slope = Math.abs(f.derivative(x, y));
    return finite(spread) + tolerance.bound(Tolerance.FUNCTION + 2, Math.abs(y) + finite(slope));
  }

  /** Inputs x, y and gy, output gx. */
  static Kernel activationGradient(Activation f) {
    return new Kernel(
            "activationGradient(" + f.text() + ")",
            (backend, in, out) ->
                backend.activationGradient(f, in.get(0), in.get(1), in.get(2), out.get(0)),
            (in, out, tolerance) -> {
              Matrix x = in.get(0);
              Matrix y = in.get(1);
              Matrix gy = in.get(2);
              return Kernels.each(
                  out.get(0),
                  (i, j, gx) ->
                      setGradient(f, x.at(i, j), y.at(i, j), gy.at(i, j), tolerance, i, j, gx));
            })
        .withMistakes(
            derivedOf(f, 0, "which operand is y: the result is that of x in its place."),
            derivedOf(f, 1, "which operand is x: the result is that of y in its place."));
  }

  /** A gradient that takes one operand as both x and y. */
  private static Mistake derivedOf(Activation f, int operand, String advice) {
    return new Mistake(
        advice,
        (in, out, tolerance) -> {
          Matrix both = in.get(operand);
          return Kernels.each(
              out.get(0),
              (i, j, gx) -> {
                double value = f.derivative(both.at(i, j), both.at(i, j)) * in.get(2).at(i, j);
                gx.set(i, j, value, tolerance.bound(8, Math.abs(value)));
              });
        });
  }

  private static void setGradient(
      Activation f, double x, double y, double gy, Tolerance tolerance, int i, int j, Expected gx) {
    double derivative = f.derivative(x, y);
    double value = derivative * gy;
    // A backend may compute the derivative from x although the function uses y. The two differ if a
    // rule has modified one of them.
    double own = tolerance.round(f.value(x));
    double other = f.derivative(x, own) * gy;
    boolean fits = Double.compare(own, y) == 0 || own == y;
    boolean open =
        Double.isNaN(y)
            || (derivative == 0 && !Double.isFinite(gy))
            || (!fits && !(Double.isFinite(value) && Double.isFinite(other) && Double.isFinite(y)));
    double bound =
        Math.abs(gy) * errorOfDerivative(f, x, y, derivative, tolerance)
            + (fits ? 0 : Math.abs(value - other));
    if (derivative != 0 && derivative != 1) {
      bound += tolerance.bound(4, Math.abs(value));
    }
    gx.set(i, j, open ? 0 : value, open ? Double.NaN : bound);
  }

  /** Returns the derivative's largest error: 0 where it does not depend on x and y. */
  private static double errorOfDerivative(
      Activation f, double x, double y, double derivative, Tolerance tolerance) {
    double shift = tolerance.gamma(Tolerance.FUNCTION);
    double spread = 0;
    for (double signOfX : SIGNS) {
      for (double signOfY : SIGNS) {
        double shifted = f.derivative(x * (1 + signOfX * shift), y * (1 + signOfY * shift));
        spread = Math.max(spread, Math.abs(shifted - derivative));
      }
    }
    return finite(spread);
  }

  /** At infinity, a function's value says nothing about its error. */
  private static double finite(double error) {
    return Double.isFinite(error) ? error : 0;
  }
}
