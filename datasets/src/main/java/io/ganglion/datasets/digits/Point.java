package io.ganglion.datasets.digits;

/**
 * A place that the pen passes through.
 *
 * @param x the distance to the right of the origin
 * @param y the distance below the origin
 * @param corner whether the line may turn sharply here
 */
record Point(double x, double y, boolean corner) {

  Point(double x, double y) {
    this(x, y, false);
  }

  /** Reads {@code "x,y"}, or {@code "x,y!"} for a corner. */
  static Point parse(String text) {
    boolean corner = text.endsWith("!");
    String pair = corner ? text.substring(0, text.length() - 1) : text;
    int comma = pair.indexOf(',');
    return new Point(
        Double.parseDouble(pair.substring(0, comma)),
        Double.parseDouble(pair.substring(comma + 1)),
        corner);
  }

  /** This point, moved a fraction of the way, 0 to 1, towards {@code other}. */
  Point towards(Point other, double part) {
    return new Point(x + part * (other.x - x), y + part * (other.y - y), corner);
  }
}
