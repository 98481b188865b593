package io.ganglion.datasets.augment;

/**
 * Moves the pixels of an image by a map and a field, with bilinear interpolation; beyond the image
 * lies 0.
 *
 * <p>{@code y(q) ← x(map(q + field(q)))} for every pixel q. At column c and row r, with a = c − ⌊c⌋
 * and b = r − ⌊r⌋:
 *
 * <pre>
 *   x(c, r) = (1 − b) ((1 − a) x(⌊c⌋, ⌊r⌋)     + a x(⌊c⌋ + 1, ⌊r⌋))
 *           +      b  ((1 − a) x(⌊c⌋, ⌊r⌋ + 1) + a x(⌊c⌋ + 1, ⌊r⌋ + 1))
 * </pre>
 */
final class Warp {

  /** Where the image begins in its frame of background, along either axis. */
  private static final int FRAME = 1;

  private final int height;
  private final int width;
  private final int stride;
  private final double[] framed;

  Warp(int height, int width) {
    this.height = height;
    this.width = width;
    // Two pixels of background follow the image: the place just past it has a neighbour too.
    this.stride = FRAME + width + 2;
    this.framed = new double[Math.multiplyExact(FRAME + height + 2, stride)];
  }

  /**
   * Warps an image.
   *
   * @param x holds the image, [height, width]; modified
   * @param offset where the image begins
   */
  void apply(AffineMap map, DisplacementField field, double[] x, int offset) {
    for (int row = 0; row < height; row++) {
      System.arraycopy(x, offset + row * width, framed, (FRAME + row) * stride + FRAME, width);
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double c = column + field.right(column, row);
        double r = row + field.down(column, row);
        x[offset + row * width + column] = pixel(map.column(c, r), map.row(c, r));
      }
    }
  }

  private double pixel(double column, double row) {
    // All places beyond the image are as black as the frame. So is NaN, which results only from
    // numbers near the largest.
    double c = FRAME + (column > -1 ? Math.min(column, width) : -1);
    double r = FRAME + (row > -1 ? Math.min(row, height) : -1);
    int left = (int) c;
    int top = (int) r;
    double a = c - left;
    double b = r - top;
    int i = top * stride + left;
    return (1 - b) * ((1 - a) * framed[i] + a * framed[i + 1])
        + b * ((1 - a) * framed[i + stride] + a * framed[i + stride + 1]);
  }
}
