package io.ganglion.picture.ink;

/** Planes drawn with characters: {@code #} is 1, {@code +} is one half, all else is 0. */
final class Drawn {
  private Drawn() {}

  static Plane of(String... rows) {
    Plane plane = new Plane(rows.length, rows[0].length());
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < plane.width(); column++) {
        char sign = rows[row].charAt(column);
        plane.values()[row * plane.width() + column] = sign == '#' ? 1 : sign == '+' ? 0.5f : 0;
      }
    }
    return plane;
  }

  /** Fills a rectangle. */
  static void fill(Plane plane, int top, int left, int height, int width, float value) {
    for (int row = top; row < top + height; row++) {
      for (int column = left; column < left + width; column++) {
        plane.values()[row * plane.width() + column] = value;
      }
    }
  }

  /** An empty page with a filled rectangle. */
  static Plane page(int height, int width, float paper, float ink, int... rectangle) {
    Plane plane = new Plane(height, width);
    fill(plane, 0, 0, height, width, paper);
    fill(plane, rectangle[0], rectangle[1], rectangle[2], rectangle[3], ink);
    return plane;
  }
}
