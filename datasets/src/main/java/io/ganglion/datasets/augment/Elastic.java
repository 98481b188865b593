package io.ganglion.datasets.augment;

import io.ganglion.text.Numbers;

/**
 * How an image is bent, as if drawn on rubber: elastic deformation.
 *
 * <p>The result's pixel (x, y) is the image's at {@code (x + α (g ∗ u)(x, y), y + α (g ∗ v)(x, y))}.
 * The fields u and v hold a number for each pixel, each uniform in [−1, 1], drawn anew for each image,
 * and 0 beyond it. They are smoothed by the Gaussian
 *
 * <pre>
 *   g(i, j) = k(i) k(j),   k(d) = exp(−d² / 2σ²) / Σₑ exp(−e² / 2σ²),   |d|, |e| ≤ ⌈3σ⌉
 * </pre>
 *
 * <p>whose sum is 1. A smoothed field is not normalised by itself: away from the border, and for a σ
 * of a pixel or more, its standard deviation is about {@code 1 / √(12 π σ²)}, so a pixel comes from
 * about {@code 0.16 α / σ} pixels away along each axis.
 *
 * <p>Source: P. Simard, D. Steinkraus, J. Platt, <em>Best Practices for Convolutional Neural Networks
 * Applied to Visual Document Analysis</em>, ICDAR 2003, section 2, where σ = 4 and α = 34 are best
 * for MNIST.
 *
 * @param sigma σ, the standard deviation of the Gaussian in pixels, above 0 and at most 1,000: how
 *     far off pixels move together
 * @param alpha α, the strength in pixels, at least 0; the image stays as it is where it is 0
 */
public record Elastic(double sigma, double alpha) {

  /** Bends nothing. */
  public static final Elastic NONE = new Elastic(1, 0);

  /** A kernel has to be summed up, and no image is bent alike over thousands of pixels. */
  private static final double LARGEST_SIGMA = 1_000;

  /**
   * Describes the deformation.
   *
   * @param sigma σ, the standard deviation of the Gaussian in pixels, above 0 and at most 1,000: how
   *     far off pixels move together
   * @param alpha α, the strength in pixels, at least 0; the image stays as it is where it is 0
   * @throws IllegalArgumentException if one of them is not such a number
   */
  public Elastic {
    if (!(sigma > 0 && sigma <= LARGEST_SIGMA)) {
      throw new IllegalArgumentException(
          "sigma must be above 0 and at most 1000 pixels, got " + sigma);
    }
    if (!(alpha >= 0) || Double.isInfinite(alpha)) {
      throw new IllegalArgumentException(
          "alpha must be a finite number of pixels of at least 0, got " + alpha);
    }
  }

  /**
   * All settings, in the order of the record, written the same by every JVM.
   *
   * @return for example {@code "elastic 5 36"}
   */
  public String text() {
    return "elastic " + Numbers.text(sigma) + " " + Numbers.text(alpha);
  }
}
