package io.ganglion.testkit;

import java.util.List;

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
            List.of(product(1, in.get(0), in.get(1).transposed(), 0, out.get(0), tolerance)));
  }

  /** Inputs x and gy, output w. */
  static Kernel rankUpdate(double alpha, double beta) {
    return new Kernel(
        "rankUpdate(α = " + alpha + ", β = " + beta + ")",
        (backend, in, out) -> backend.rankUpdate(alpha, in.get(0), in.get(1), beta, out.get(0)),
        (in, out, tolerance) ->
            List.of(
                product(alpha, in.get(0).transposed(), in.get(1), beta, out.get(0), tolerance)));
  }

  /** Inputs x and gy, outputs gx and w. */
  static Kernel linearGradientAndUpdate(double alpha) {
    return new Kernel(
        "linearGradientAndUpdate(α = " + alpha + ")",
        (backend, in, out) ->
            backend.linearGradientAndUpdate(alpha, in.get(0), in.get(1), out.get(0), out.get(1)),
        (in, out, tolerance) -> {
          Matrix x = in.get(0);
          Matrix gy = in.get(1);
          Matrix gx = out.get(0);
          Matrix w = out.get(1);
          return List.of(
              product(1, gy, w.transposed(), 0, gx, tolerance),
              product(alpha, x.transposed(), gy, 1, w, tolerance));
        });
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
