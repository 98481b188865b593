package io.ganglion.datasets.augment;

import java.util.random.RandomGenerator;

/**
 * The offset from each pixel of an elastically deformed image to the place it comes from: α Δ of
 * {@link Deformation}, with the fields of {@link Elastic}.
 */
final class DisplacementField {

  private static final float UNIT = 0x1p-31f;

  private final double alpha;
  private final int height;
  private final int width;
  private final GaussianFilter gaussian;
  private final float[][] noise;
  private float[][] smoothed;

  /** Makes a field without displacement. */
  DisplacementField(Elastic elastic, int height, int width) {
    this.alpha = elastic.alpha();
    this.height = height;
    this.width = width;
    this.gaussian = new GaussianFilter(elastic.sigma(), height, width);
    this.noise = new float[width][2 * height];
    this.smoothed = gaussian.smooth(noise);
  }

  /** Draws a field. It takes one random number per pixel, column by column; none if alpha is 0. */
  void draw(RandomGenerator random) {
    if (alpha == 0) {
      return;
    }
    for (float[] column : noise) {
      for (int row = 0; row < height; row++) {
        // u and v have 32 bits each, of which a float keeps 24.
        long bits = random.nextLong();
        column[row] = (int) bits * UNIT;
        column[height + row] = (int) (bits >> 32) * UNIT;
      }
    }
    smoothed = gaussian.smooth(noise);
  }

  /** The columns from a pixel to the place it comes from; positive to the right. */
  double right(int column, int row) {
    return alpha * smoothed[row][column];
  }

  /** The rows from a pixel to the place it comes from; positive downwards. */
  double down(int column, int row) {
    return alpha * smoothed[row][width + column];
  }
}
