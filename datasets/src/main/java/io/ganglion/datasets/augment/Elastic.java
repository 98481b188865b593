package io.ganglion.datasets.augment;

import io.ganglion.text.Numbers;

/**
 * An elastic deformation, which bends an image as if it were drawn on rubber.
 *
 * <p>Pixel (x, y) of the result is the image's value at
 *
 * <pre>
 *   (x + α (g ∗ u)(x, y), y + α (g ∗ v)(x, y))
 * </pre>
 *
 * <p>The fields u and v hold a number for each pixel, uniform in [−1, 1] and drawn anew for every
 * image, and 0 beyond the image. They are smoothed by the Gaussian
 *
 * <pre>
 *   g(i, j) = k(i) k(j),   k(d) = exp(−d² / 2σ²) / Σₑ exp(−e² / 2σ²),   |d|, |e| ≤ ⌈3σ⌉
 * </pre>
 *
 * <p>whose sum is 1. A smoothed field is not normalised again. Away from the border, and if σ is at
 * least a pixel, its standard deviation is about {@code 1 / √(12 π σ²)}, so a pixel comes from
 * about {@code 0.16 α / σ} pixels away along each axis.
 *
 * <p>Source: P. Simard, D. Steinkraus, J. Platt, <em>Best Practices for Convolutional Neural
 * Networks Applied to Visual Document Analysis</em>, ICDAR 2003, section 2, where σ = 4 and α = 34
 * are best for MNIST.
 *
 * @param sigma σ, the standard deviation of the Gaussian in pixels, above 0 and at most 1,000:
 *     pixels within about this distance move together
 * @param alpha α, the strength in pixels, at least 0; 0 leaves the image as it is
 */
public record Elastic(double sigma, double alpha) {

  /** Leaves every image as it is. */
  public static final Elastic NONE = new Elastic(1, 0);

  /**
   * A limit, because the whole kernel is summed, and smoothing over so many pixels no longer bends
   * an image: all of its pixels would move together.
   */
  private static final double LARGEST_SIGMA = 1_000;

  /**
   * Describes the deformation.
   *
   * @param sigma σ, the standard deviation of the Gaussian in pixels, above 0 and at most 1,000:
   *     pixels within about this distance move together
   * @param alpha α, the strength in pixels, at least 0; 0 leaves the image as it is
   * @throws IllegalArgumentException if one of them is outside its range
   */
  public Elastic {
    if (!(sigma > 0 && sigma <= LARGEST_SIGMA)) {
      throw new IllegalArgumentException(
          "sigma must be above 0 and at most 1000 pixels, got " + sigma);
    }
    if (!(alpha >= 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException(
          "alpha must be a finite number of pixels, at least 0, got " + alpha);
    }
  }

  /**
   * All settings as text, in the order of the record; the same on every JVM.
   *
   * @return for example {@code "elastic 5 36"}
   */
  public String text() {
    return "elastic " + Numbers.text(sigma) + " " + Numbers.text(alpha);
  }
}
