package io.ganglion.datasets.augment;

import java.util.random.RandomGenerator;

/**
 * Maps each pixel of an affinely deformed image to the place it comes from: {@code p = (R K S)⁻¹
 * (p′ − t)}, with the letters of {@link Affine}.
 *
 * <p>Columns and rows count from 0, so the origin, the image's middle, is at column (width − 1) / 2
 * and row (height − 1) / 2.
 */
final class AffineMap {

  private final double middleColumn;
  private final double middleRow;
  private double xx;
  private double xy;
  private double x0;
  private double yx;
  private double yy;
  private double y0;

  /** Makes the identity map. */
  AffineMap(int height, int width) {
    this.middleColumn = (width - 1) / 2.0;
    this.middleRow = (height - 1) / 2.0;
    set(0, 0, 0, 1, 1, 0);
  }

  /** Draws a map. It takes six random numbers, even if some of the amounts are 0. */
  void draw(Affine affine, RandomGenerator random) {
    double t1 = affine.shift() * symmetric(random);
    double t2 = affine.shift() * symmetric(random);
    double degrees = affine.rotation() * symmetric(random);
    double s1 = 1 + affine.scale() * symmetric(random);
    double s2 = 1 + affine.scale() * symmetric(random);
    double k = affine.shear() * symmetric(random);
    set(t1, t2, degrees, s1, s2, k);
  }

  private static double symmetric(RandomGenerator random) {
    return 2 * random.nextDouble() - 1;
  }

  void set(double t1, double t2, double degrees, double s1, double s2, double k) {
    double theta = degrees * (Math.PI / 180);
    double cosine = series(theta, 1, 0);
    double sine = series(theta, theta, 1);
    // S⁻¹ K⁻¹ R⁻¹, multiplied out.
    xx = (cosine + k * sine) / s1;
    xy = (sine - k * cosine) / s1;
    yx = -sine / s2;
    yy = cosine / s2;
    x0 = middleColumn - xx * (middleColumn + t1) - xy * (middleRow + t2);
    y0 = middleRow - yx * (middleColumn + t1) - yy * (middleRow + t2);
  }

  /**
   * Sums a power series in which each term is {@code −θ² / ((n + 1) (n + 2))} times the one before
   * it, and n grows by 2. From the first term 1 and n = 0 it gives the cosine, from θ and n = 1 the
   * sine. The functions of {@code StrictMath} allocate on JDK 25.
   */
  private static double series(double theta, double first, int n) {
    double sum = first;
    double term = first;
    double before;
    do {
      before = sum;
      term *= -theta * theta / ((n + 1) * (n + 2));
      n += 2;
      sum += term;
    } while (sum != before);
    return sum;
  }

  /** The column of the image that appears at a place of the result. */
  double column(double column, double row) {
    return xx * column + xy * row + x0;
  }

  /** The row of the image that appears at a place of the result. */
  double row(double column, double row) {
    return yx * column + yy * row + y0;
  }
}
