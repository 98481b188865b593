package io.ganglion.picture.ink;

/**
 * A straight line {@code y = intercept + slope · x} through most of some points.
 *
 * <p>Source of the fit, which single points cannot turn: P. J. Rousseeuw, A. M. Leroy, <em>Robust
 * Regression and Outlier Detection</em> (1987); here the slope is the median of those between
 * points that are half of all apart.
 */
record Line(double intercept, double slope) {

  /** Fits a line to the points (i, yᵢ). */
  static Line through(int... y) {
    int half = y.length / 2;
    float[] slopes = new float[Math.max(1, half)];
    for (int i = 0; i < half; i++) {
      slopes[i] = (float) (y[i + half] - y[i]) / half;
    }
    double slope = Plane.quantile(0.5, slopes);
    float[] intercepts = new float[y.length];
    for (int i = 0; i < y.length; i++) {
      intercepts[i] = (float) (y[i] - slope * i);
    }
    return new Line(Plane.quantile(0.5, intercepts), slope);
  }

  double at(double x) {
    return intercept + slope * x;
  }
}
