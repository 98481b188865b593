package io.ganglion.datasets.digits;

import java.util.Arrays;
import java.util.List;

/**
 * Lays strokes out as MNIST lays out its digits. They are scaled, with their proportions kept, so
 * that the ink, with the width of the pen, just fits into a box of 20 × 20 pixels. The box is then
 * moved, by whole pixels, so that the centre of mass of the ink comes to the middle of 28 × 28
 * pixels.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. Burges, <i>The MNIST database of handwritten digits</i>,
 * section on the original black and white images.
 */
final class Page {

  /** The number of rows of a page, and of its columns. */
  static final int SIZE = 28;

  private static final int BOX = 20;

  private Page() {}

  /**
   * Draws {@code strokes}, of any size and place, with a pen of the given radius in pixels.
   *
   * @param pixels receives the page row by row; 784 bytes from {@code offset} on are modified, 0
   *     for no ink and 255 for full ink
   */
  static void draw(List<Stroke> strokes, double radius, byte[] pixels, int offset) {
    Pen pen = new Pen(BOX, radius);
    for (Stroke stroke : fitted(strokes, radius)) {
      Point from = stroke.points().get(0);
      for (Point to : stroke.points()) {
        pen.line(from, to);
        from = to;
      }
    }
    centre(pen, pixels, offset);
  }

  private static List<Stroke> fitted(List<Stroke> strokes, double radius) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (Stroke stroke : strokes) {
      for (Point point : stroke.points()) {
        left = Math.min(left, point.x());
        right = Math.max(right, point.x());
        top = Math.min(top, point.y());
        bottom = Math.max(bottom, point.y());
      }
    }
    double middleX = (left + right) / 2.0;
    double middleY = (top + bottom) / 2.0;
    double scale = (BOX - 2.0 * radius) / Math.max(right - left, bottom - top);
    return strokes.stream()
        .map(
            stroke ->
                stroke.map(
                    point ->
                        new Point(
                            BOX / 2.0 + scale * (point.x() - middleX),
                            BOX / 2.0 + scale * (point.y() - middleY))))
        .toList();
  }

  private static void centre(Pen pen, byte[] pixels, int offset) {
    double mass = 0.0;
    double massX = 0.0;
    double massY = 0.0;
    for (int row = 0; row < BOX; row++) {
      for (int column = 0; column < BOX; column++) {
        double ink = pen.coverage(row, column);
        mass += ink;
        massX += ink * (column + 0.5);
        massY += ink * (row + 0.5);
      }
    }
    int firstRow = start(massY / mass);
    int firstColumn = start(massX / mass);
    Arrays.fill(pixels, offset, offset + SIZE * SIZE, (byte) 0);
    for (int row = 0; row < BOX; row++) {
      for (int column = 0; column < BOX; column++) {
        int pixel = (firstRow + row) * SIZE + firstColumn + column;
        pixels[offset + pixel] = (byte) Math.round(255.0 * pen.coverage(row, column));
      }
    }
  }

  /**
   * Where the box starts on the page if the ink's centre of mass is at {@code centre} of the box.
   */
  private static int start(double centre) {
    return (int) Math.max(0, Math.min(SIZE - BOX, Math.round(SIZE / 2.0 - centre)));
  }
}
