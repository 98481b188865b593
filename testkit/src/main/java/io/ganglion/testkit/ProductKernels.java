package io.ganglion.testkit;

import java.util.List;
import java.util.stream.Stream;

/** The kernels of a linear layer with their formulas, all of the form {@code α a b + β c}. */
final class ProductKernels {

  private ProductKernels() {}

  /** Inputs x and w, output y. */
  static Kernel linear() {
    return new Kernel(
        "linear",
        (backend, in, out) -> backend.linear(in.get(0), in.get(1), out.get(0)),
        (in, out, tolerance) ->
            List.of(product(1, in.get(0), in.get(1), 0, out.get(0), tolerance)));
  }

  /** Inputs gy and w, output gx. */
  static Kernel linearGradient() {
    return new Kernel(
            "linearGradient",
            (backend, in, out) -> backend.linearGradient(in.get(0), in.get(1), out.get(0)),
            (in, out, tolerance) ->
                List.of(product(1, in.get(0), in.get(1).transposed(), 0, out.get(0), tolerance)))
        .withMistakes(
            new Mistake(
                "that linearGradient transposes w: the result is that of gy w.",
                (in, out, tolerance) ->
                    in.get(1).rows() == in.get(1).columns()
                        ? List.of(product(1, in.get(0), in.get(1), 0, out.get(0), tolerance))
                        : List.of()));
  }

  /** Inputs x and gy, output w. */
  static Kernel rankUpdate(double alpha, double beta) {
    return new Kernel(
            "rankUpdate(α = " + alpha + ", β = " + beta + ")",
            (backend, in, out) -> backend.rankUpdate(alpha, in.get(0), in.get(1), beta, out.get(0)),
            update(alpha, beta))
        .withMistakes(
            Mistake.lostLastSample(update(alpha, beta)),
            // Before an α of 1, because an α of −1 cannot tell them apart.
            withScalars(
                "that α is applied with its sign, which already includes the minus of the learning"
                    + " rate: the result is that of −α.",
                -alpha,
                beta),
            withScalars("that α is applied: the result is that of an α of 1.", 1, beta),
            withScalars("that β is applied: the result is that of a β of 1.", alpha, 1),
            withScalars(
                "that β is applied, and the weights are not overwritten: the result is that of a β"
                    + " of 0.",
                alpha,
                0));
  }

  /** An update with other scalars; NaN only shows that an operand was read, not with which. */
  private static Mistake withScalars(String advice, double alpha, double beta) {
    return new Mistake(
        advice,
        (in, out, tolerance) ->
            Stream.concat(in.stream(), out.stream()).allMatch(Matrix::isFinite)
                ? update(alpha, beta).apply(in, out, tolerance)
                : List.of());
  }

  private static Kernel.Formula update(double alpha, double beta) {
    return (in, out, tolerance) ->
        List.of(product(alpha, in.get(0).transposed(), in.get(1), beta, out.get(0), tolerance));
  }

  /** Inputs x and gy, outputs gx and w. */
  static Kernel linearGradientAndUpdate(double alpha) {
    return new Kernel(
            "linearGradientAndUpdate(α = " + alpha + ")",
            (backend, in, out) ->
                backend.linearGradientAndUpdate(
                    alpha, in.get(0), in.get(1), out.get(0), out.get(1)),
            (in, out, tolerance) -> {
              Matrix x = in.get(0);
              Matrix gy = in.get(1);
              Matrix gx = out.get(0);
              Matrix w = out.get(1);
              return List.of(
                  product(1, gy, w.transposed(), 0, gx, tolerance),
                  product(alpha, x.transposed(), gy, 1, w, tolerance));
            })
        .withMistakes(
            new Mistake(
                "that each row of the weights is multiplied by gy before it changes: gx is that of"
                    + " the updated weights.",
                (in, out, tolerance) -> {
                  Matrix gy = in.get(1);
                  Expected w = update(alpha, 1).apply(in, out.subList(1, 2), tolerance).get(0);
                  Matrix updated = w.values().map(tolerance::round).transposed();
                  return List.of(product(1, gy, updated, 0, out.get(0), tolerance), w);
                }));
  }

  /** Inputs x, gy and next, outputs w and y. */
  static Kernel updateAndLinear(double alpha) {
    return new Kernel(
            "updateAndLinear(α = " + alpha + ")",
            (backend, in, out) ->
                backend.updateAndLinear(
                    alpha, in.get(0), in.get(1), in.get(2), out.get(0), out.get(1)),
            (in, out, tolerance) -> {
              Expected w = update(alpha, 1).apply(in, out, tolerance).get(0);
              return List.of(w, forward(in.get(2), w, out.get(1), tolerance));
            })
        .withMistakes(
            new Mistake(
                "that each row of the weights is updated before it is multiplied by next: y is that"
                    + " of the weights before.",
                (in, out, tolerance) ->
                    List.of(
                        update(alpha, 1).apply(in, out, tolerance).get(0),
                        product(1, in.get(2), out.get(0), 0, out.get(1), tolerance))),
            new Mistake(
                "that y is the output for next: it is that for x.",
                (in, out, tolerance) -> {
                  if (in.get(0).rows() != in.get(2).rows()) {
                    return List.of();
                  }
                  Expected w = update(alpha, 1).apply(in, out, tolerance).get(0);
                  return List.of(w, forward(in.get(0), w, out.get(1), tolerance));
                }));
  }

  /**
   * {@code x w}, where w has errors of its own. A product of three factors may overflow in float32
   * where one of two does not; the result is then open.
   */
  private static Expected forward(Matrix x, Expected w, Matrix y, Tolerance tolerance) {
    Expected exact = product(1, x, w.values().map(tolerance::round), 0, y, tolerance);
    boolean finite = x.isFinite() && w.values().isFinite();
    for (int i = 0; i < y.rows(); i++) {
      for (int j = 0; j < y.columns(); j++) {
        double error = exact.bounds().at(i, j);
        double magnitude = 0;
        for (int p = 0; p < x.columns(); p++) {
          error += Math.abs(x.at(i, p)) * w.bounds().at(p, j);
          magnitude += Math.abs(x.at(i, p) * w.values().at(p, j));
        }
        boolean open = finite && Double.isInfinite(tolerance.round(magnitude));
        exact.set(i, j, open ? 0 : exact.values().at(i, j), open ? Double.NaN : error);
      }
    }
    return exact;
  }

  /** {@code α a b + β c}. */
  private static Expected product(
      double alpha, Matrix a, Matrix b, double beta, Matrix c, Tolerance tolerance) {
    double factor = tolerance.round(alpha);
    double keep = tolerance.round(beta);
    return Kernels.each(
            c,
            (i, j, product) -> {
              double sum = 0;
              double magnitude = 0;
              for (int p = 0; p < a.columns(); p++) {
                double term = a.at(i, p) * b.at(p, j);
                sum += term;
                magnitude += Math.abs(term);
              }
              double kept = Kernels.times(keep, c.at(i, j));
              product.set(
                  i,
                  j,
                  Kernels.times(factor, sum) + kept,
                  tolerance.bound(
                      a.columns() + 4,
                      Kernels.times(Math.abs(factor), magnitude) + Math.abs(kept)));
            })
        .get(0);
  }
}
