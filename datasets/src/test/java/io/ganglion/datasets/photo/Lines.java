package io.ganglion.datasets.photo;

/** Straight lines: how much of each pixel they cover. */
final class Lines {
  private Lines() {}

  /** A line through (row, column) at an angle in radians from horizontal, with soft edges. */
  static Canvas.Field line(double row, double column, double angle, double thickness) {
    double sin = Math.sin(angle);
    double cos = Math.cos(angle);
    return (y, x) ->
        (thickness + 1) / 2 - Math.abs((y + 0.5 - row) * cos - (x + 0.5 - column) * sin);
  }

  /** Parallel lines, {@code distance} pixels from each other. */
  static Canvas.Field parallels(double first, double distance, double angle, double thickness) {
    double sin = Math.sin(angle);
    double cos = Math.cos(angle);
    return (y, x) -> {
      double from = ((y + 0.5) * cos - (x + 0.5) * sin - first) / distance;
      return (thickness + 1) / 2 - distance * Math.abs(from - Math.rint(from));
    };
  }

  /** The four sides of a box. */
  static Canvas.Field box(double top, double left, double height, double width, double thickness) {
    return (y, x) -> {
      double down = Math.abs(y + 0.5 - top - height / 2) - height / 2;
      double across = Math.abs(x + 0.5 - left - width / 2) - width / 2;
      return (thickness + 1) / 2 - Math.abs(Math.max(down, across));
    };
  }

  static Canvas.Field either(Canvas.Field a, Canvas.Field b) {
    return (y, x) -> Math.max(a.at(y, x), b.at(y, x));
  }
}
