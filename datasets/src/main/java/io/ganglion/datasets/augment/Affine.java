package io.ganglion.datasets.augment;

import io.ganglion.text.Numbers;

/**
 * The most by which an image is shifted, turned, scaled and sheared.
 *
 * <p>A point p of the image, with the origin in the image's middle, x to the right and y down,
 * moves to
 *
 * <pre>
 *   p′ = R K S p + t
 *
 *   R = [cos θ, −sin θ; sin θ, cos θ]   K = [1, k; 0, 1]   S = [s₁, 0; 0, s₂]   t = [t₁; t₂]
 * </pre>
 *
 * <p>where t₁ and t₂ are uniform in ±shift, θ in ±rotation, s₁ and s₂ in 1 ± scale, and k in
 * ±shear, each drawn anew for every image.
 *
 * @param shift in pixels, along each axis; at least 0
 * @param rotation in degrees, from 0 to 180
 * @param scale as a fraction of the height and, independently, of the width; in [0, 1)
 * @param shear how many pixels a row moves sideways per row of distance from the middle; at least 0
 */
public record Affine(double shift, double rotation, double scale, double shear) {

  /** Leaves every image as it is. */
  public static final Affine NONE = new Affine(0, 0, 0, 0);

  /**
   * Describes the deformation.
   *
   * @param shift in pixels, along each axis; at least 0
   * @param rotation in degrees, from 0 to 180
   * @param scale as a fraction of the height and, independently, of the width; in [0, 1)
   * @param shear how many pixels a row moves sideways per row of distance from the middle; at least
   *     0
   * @throws IllegalArgumentException if one of them is outside its range
   */
  public Affine {
    if (!(shift >= 0) || Double.isInfinite(shift)) {
      throw new IllegalArgumentException(
          "the shift must be a finite number of pixels, at least 0, got " + shift);
    }
    if (!(rotation >= 0 && rotation <= 180)) {
      throw new IllegalArgumentException(
          "the rotation must be from 0 to 180 degrees, got " + rotation);
    }
    if (!(scale >= 0 && scale < 1)) {
      throw new IllegalArgumentException(
          "the scale must be a fraction, at least 0 and less than 1, got " + scale);
    }
    if (!(shear >= 0) || Double.isInfinite(shear)) {
      throw new IllegalArgumentException(
          "the shear must be a finite number, at least 0, got " + shear);
    }
  }

  /**
   * All settings as text, in the order of the record; the same on every JVM.
   *
   * @return for example {@code "affine 1 12 0.12 0.15"}
   */
  public String text() {
    return "affine "
        + Numbers.text(shift)
        + " "
        + Numbers.text(rotation)
        + " "
        + Numbers.text(scale)
        + " "
        + Numbers.text(shear);
  }
}
