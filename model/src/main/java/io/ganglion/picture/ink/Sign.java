package io.ganglion.picture.ink;

/**
 * A sign that is written in a picture, and its place in pixels of the picture.
 *
 * @param top the first row
 * @param left the first column
 * @param height rows, at least 1
 * @param width pixels in a row, at least 1
 * @param ink how strong the ink is, from 0 to 255, of {@code rows × columns} pixels
 * @param rows the rows of the ink: fewer than {@code height} if the picture was reduced
 * @param columns the columns of the ink
 */
public record Sign(int top, int left, int height, int width, byte[] ink, int rows, int columns) {
  /** Weaker ink is paper. */
  private static final float FAINTEST = 0.1f;

  /** Soft edges reach this part of a sign beyond its strokes, but at least two pixels. */
  private static final int EDGE_PART = 20;

  static Sign of(Plane ink, Group group, int reduction) {
    int edge = Math.max(2, Math.max(group.height(), group.width()) / EDGE_PART);
    int top = Math.max(0, group.top() - edge);
    int left = Math.max(0, group.left() - edge);
    int bottom = Math.min(ink.height() - 1, group.bottom() + edge);
    int right = Math.min(ink.width() - 1, group.right() + edge);
    int rows = bottom - top + 1;
    int columns = right - left + 1;
    Plane mask = new Plane(rows, columns);
    for (Component part : group.parts()) {
      for (int at : part.pixels()) {
        int row = at / ink.width() - top;
        int column = at % ink.width() - left;
        mask.values()[row * columns + column] = 1;
      }
    }
    Plane near = Extremes.largest(mask, edge);
    byte[] shades = new byte[rows * columns];
    for (int i = 0; i < shades.length; i++) {
      float strength = ink.at(top + i / columns, left + i % columns);
      boolean kept = near.values()[i] > 0 && strength > FAINTEST;
      shades[i] = kept ? (byte) Math.round(255 * Math.min(1, strength)) : 0;
    }
    return cropped(shades, top, left, rows, columns, reduction);
  }

  private static Sign cropped(
      byte[] shades, int top, int left, int rows, int columns, int reduction) {
    int first = rows;
    int last = -1;
    int start = columns;
    int end = -1;
    for (int i = 0; i < shades.length; i++) {
      if (shades[i] != 0) {
        first = Math.min(first, i / columns);
        last = Math.max(last, i / columns);
        start = Math.min(start, i % columns);
        end = Math.max(end, i % columns);
      }
    }
    int height = last - first + 1;
    int width = end - start + 1;
    byte[] result = new byte[height * width];
    for (int row = 0; row < height; row++) {
      System.arraycopy(shades, (first + row) * columns + start, result, row * width, width);
    }
    return new Sign(
        (top + first) * reduction,
        (left + start) * reduction,
        height * reduction,
        width * reduction,
        result,
        height,
        width);
  }
}
