package io.ganglion.datasets;

import java.util.Locale;

/**
 * The size of an image in pixels.
 *
 * @param height rows of pixels, at least 1
 * @param width pixels in a row, at least 1
 */
public record ImageSize(int height, int width) {
  /** MNIST's size: 28 rows of 28 pixels. */
  public static final ImageSize MNIST = new ImageSize(28, 28);

  /**
   * Checks the size.
   *
   * @param height rows of pixels, at least 1
   * @param width pixels in a row, at least 1
   * @throws IllegalArgumentException if a side is less than 1
   */
  public ImageSize {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "image of %d×%d pixels; expected at least 1×1", height, width));
    }
  }

  /**
   * Returns the size of an image whose pixels come as one vector: a square if they make one,
   * otherwise one row.
   *
   * @param features how many pixels, at least 1
   * @return the size
   * @throws IllegalArgumentException if {@code features} is less than 1
   */
  public static ImageSize ofFeatures(int features) {
    int side = (int) Math.round(Math.sqrt(features));
    return (long) side * side == features ? new ImageSize(side, side) : new ImageSize(1, features);
  }

  /**
   * Returns how many pixels an image has.
   *
   * @return {@code height × width}
   */
  public long pixels() {
    return (long) height * width;
  }

  /** Returns the size as {@code 28×28}. */
  @Override
  public String toString() {
    return height + "×" + width;
  }
}
