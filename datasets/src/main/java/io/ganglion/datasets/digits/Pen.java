package io.ganglion.datasets.digits;

/**
 * Draws round-ended lines onto a square of pixels, anti-aliased.
 *
 * <p>A pixel whose centre lies at distance d from a line of radius r has the coverage
 * clamp(r − d + ½, 0, 1). Where lines overlap, the larger coverage counts, because ink does not add
 * up.
 */
final class Pen {

  private final int size;
  private final double radius;
  private final double[] coverage;

  /**
   * Makes a pen over an empty square.
   *
   * @param size the number of pixels along a side
   * @param radius half the thickness of a line, in pixels
   */
  Pen(int size, double radius) {
    this.size = size;
    this.radius = radius;
    this.coverage = new double[size * size];
  }

  /** How much of a pixel is ink: 0 for none, 1 for all. */
  double coverage(int row, int column) {
    return coverage[row * size + column];
  }

  /** Draws from one point to another, in pixels from the top left corner of the first pixel. */
  void line(Point from, Point to) {
    double reach = radius + 0.5;
    int left = pixel(Math.min(from.x(), to.x()) - reach);
    int right = pixel(Math.max(from.x(), to.x()) + reach);
    int top = pixel(Math.min(from.y(), to.y()) - reach);
    int bottom = pixel(Math.max(from.y(), to.y()) + reach);
    double lineX = to.x() - from.x();
    double lineY = to.y() - from.y();
    double lengthSquared = lineX * lineX + lineY * lineY;
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double x = column + 0.5 - from.x();
        double y = row + 0.5 - from.y();
        double along = lengthSquared == 0.0 ? 0.0 : (x * lineX + y * lineY) / lengthSquared;
        along = Math.max(0.0, Math.min(1.0, along));
        x -= along * lineX;
        y -= along * lineY;
        double distanceSquared = x * x + y * y;
        if (distanceSquared < reach * reach) {
          double covered = Math.min(1.0, reach - Math.sqrt(distanceSquared));
          int pixel = row * size + column;
          coverage[pixel] = Math.max(coverage[pixel], covered);
        }
      }
    }
  }

  private int pixel(double position) {
    return Math.max(0, Math.min(size - 1, (int) Math.floor(position)));
  }
}
