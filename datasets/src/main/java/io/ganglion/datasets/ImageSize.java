package io.ganglion.datasets;

import io.ganglion.tensor.Shape;
import java.util.Locale;

/**
 * The size of an image in pixels.
 *
 * @param height rows of pixels, at least 1
 * @param width pixels in a row, at least 1
 */
public record ImageSize(int height, int width) implements SampleLayout {
  /** MNIST's size: 28 rows of 28 pixels. */
  public static final ImageSize MNIST = new ImageSize(28, 28);

  /** The smallest square that is taken for a picture: 8×8, the size of scikit-learn's digits. */
  static final int FEWEST_PIXELS = 64;

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
   * Returns the layout of values that come as one vector.
   *
   * @param features how many values, at least 1
   * @return a square picture if there are at least {@value #FEWEST_PIXELS} and they make a square;
   *     otherwise numbered columns
   * @throws IllegalArgumentException if {@code features} is less than 1
   */
  static SampleLayout ofFeatures(int features) {
    int side = (int) Math.round(Math.sqrt(features));
    return features >= FEWEST_PIXELS && (long) side * side == features
        ? new ImageSize(side, side)
        : Columns.numbered(features);
  }

  /**
   * Returns how many pixels an image has.
   *
   * @return {@code height × width}
   */
  public long pixels() {
    return (long) height * width;
  }

  /** Returns the place of each pixel after rows and columns are exchanged. */
  int[] transposition() {
    int[] places = new int[height * width];
    for (int i = 0; i < places.length; i++) {
      places[i] = i % height * width + i / height;
    }
    return places;
  }

  @Override
  public Shape shape() {
    return Shape.of(height, width);
  }

  /** Returns the size as {@code 28×28}. */
  @Override
  public String toString() {
    return height + "×" + width;
  }
}
