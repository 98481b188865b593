package io.ganglion.picture.ink;

import java.util.Arrays;

/**
 * The largest and smallest values in a square that is moved over a picture, and the closing that is
 * made of both.
 *
 * <p>Each takes the same time for any size of the square: a row is cut into blocks as long as the
 * window, and the largest value in a window is that of the end of one block or of the start of the
 * next.
 *
 * <p>Sources: M. van Herk, "A fast algorithm for local minimum and maximum filters on rectangular
 * and octagonal kernels", Pattern Recognition Letters 13 (1992); J. Serra, <em>Image Analysis and
 * Mathematical Morphology</em> (1982).
 */
final class Extremes {
  private static final float LEAST = Float.NEGATIVE_INFINITY;

  private final int window;
  private final float[] padded;
  private final float[] forwards;
  private final float[] backwards;

  private Extremes(Plane plane, int window) {
    this.window = window;
    int length = Math.max(plane.height(), plane.width()) + 2 * window;
    this.padded = new float[length];
    this.forwards = new float[length];
    this.backwards = new float[length];
  }

  /**
   * Returns the largest value around each pixel.
   *
   * @param plane not modified
   * @param radius the square is of {@code 2 radius + 1} pixels
   */
  static Plane largest(Plane plane, int radius) {
    Extremes extremes = new Extremes(plane, 2 * radius + 1);
    Plane rows = extremes.rows(plane, radius, plane.width());
    return extremes.rows(rows.transposed(), radius, plane.height()).transposed();
  }

  /**
   * Fills what is darker than its surroundings and narrower than a square, and leaves everything
   * else as it is. Even slopes and straight edges, such as those of shadows and pages, stay
   * exactly.
   *
   * <p>Outside the picture everything is darker than in it. So dark regions that reach the border
   * stay, even if little of them is in the picture.
   *
   * @param plane light is large; not modified
   * @param window the side of the square, at least 1
   */
  static Plane closing(Plane plane, int window) {
    int beyond = window - 1;
    Extremes extremes = new Extremes(plane, window);
    Plane rows = extremes.rows(plane, beyond, plane.width() + beyond);
    Plane dilated = extremes.rows(rows.transposed(), beyond, plane.height() + beyond);
    Plane columns = extremes.rows(dilated.negated(), 0, plane.height());
    return extremes.rows(columns.transposed(), 0, plane.width()).negated();
  }

  /**
   * Returns rows of the largest value in each window.
   *
   * @param before how many pixels the first window begins before the row
   * @param windows how many windows there are, each a pixel after the last
   */
  private Plane rows(Plane plane, int before, int windows) {
    int width = plane.width();
    int length = windows + window - 1;
    Plane result = new Plane(plane.height(), windows);
    Arrays.fill(padded, 0, length, LEAST);
    for (int row = 0; row < plane.height(); row++) {
      System.arraycopy(plane.values(), row * width, padded, before, width);
      for (int start = 0; start < length; start += window) {
        int end = Math.min(start + window, length);
        float largest = LEAST;
        for (int i = start; i < end; i++) {
          largest = Math.max(largest, padded[i]);
          forwards[i] = largest;
        }
        largest = LEAST;
        for (int i = end - 1; i >= start; i--) {
          largest = Math.max(largest, padded[i]);
          backwards[i] = largest;
        }
      }
      for (int i = 0; i < windows; i++) {
        result.values()[row * windows + i] = Math.max(backwards[i], forwards[i + window - 1]);
      }
    }
    return result;
  }
}
