package io.ganglion.testkit;

import io.ganglion.spi.Precision;

/**
 * How far a correct backend's result may be from the exact one: a bound derived from the number of
 * roundings and the size of the terms, not a constant that happens to fit.
 *
 * <p>A term that goes through n roundings of unit roundoff u has a relative error of at most {@code
 * γₙ = n u / (1 − n u)}. A sum therefore has an error of at most {@code γₙ Σ|terms|}, in any order
 * of adding, with or without fused multiply-add.
 *
 * <p>Source: N. J. Higham, <em>Accuracy and Stability of Numerical Algorithms</em>, 2nd edition,
 * sections 2.2, 3.1 and 3.5.
 *
 * @param precision the backend's precision
 */
public record Tolerance(Precision precision) {

  /**
   * The error of a library's exp or tanh, counted in roundings: mathematical libraries promise one
   * to four units in the last place, which are two roundings each.
   */
  public static final int FUNCTION = 8;

  /**
   * The unit roundoff u: half the distance from 1 to the next larger number.
   *
   * @return 2⁻⁵³ or 2⁻²⁴
   */
  public double unitRoundoff() {
    return precision == Precision.FLOAT64 ? 0x1p-53 : 0x1p-24;
  }

  /**
   * The factor {@code γₙ = n u / (1 − n u)}.
   *
   * @param roundings n, the number of roundings of a term
   * @return the bound on the relative error
   */
  public double gamma(double roundings) {
    return gamma(roundings, unitRoundoff());
  }

  /**
   * The largest distance between the backend's result and the test's own, which is computed in
   * float64 with the same number of roundings. Below the normal numbers, where rounding errors are
   * no longer relative, each may be as large as the smallest normal number: results may be flushed
   * to zero.
   *
   * @param roundings the number of roundings of a term
   * @param magnitude the sum of the terms' absolute values
   * @return the bound on the absolute error
   */
  public double bound(double roundings, double magnitude) {
    double smallestNormal =
        precision == Precision.FLOAT64 ? Double.MIN_NORMAL : (double) Float.MIN_NORMAL;
    return (gamma(roundings) + gamma(roundings, 0x1p-53)) * magnitude + roundings * smallestNormal;
  }

  /**
   * A number as the backend stores it.
   *
   * @param value any number
   * @return the nearest number of the precision
   */
  public double round(double value) {
    return precision == Precision.FLOAT64 ? value : (float) value;
  }

  private static double gamma(double roundings, double unitRoundoff) {
    return roundings * unitRoundoff / (1 - roundings * unitRoundoff);
  }
}
