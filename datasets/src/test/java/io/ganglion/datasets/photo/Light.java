package io.ganglion.datasets.photo;

/** How much light falls on each place of a page. */
final class Light {
  private Light() {}

  /** From full light to {@code darkest}, evenly, in any direction. */
  static Canvas.Field gradient(Scene scene, double darkest) {
    double angle = scene.between(0, 2 * Math.PI);
    double x = Math.cos(angle);
    double y = Math.sin(angle);
    return (row, column) -> {
      double along = 0.5 + (x * across(scene, column) + y * down(scene, row)) / 2;
      return darkest + (1 - darkest) * Math.max(0, Math.min(along, 1));
    };
  }

  /** A shadow with a straight edge, sharp or soft, through the middle half of the picture. */
  static Canvas.Field shadow(Scene scene, double darkest) {
    double angle = scene.between(0, 2 * Math.PI);
    double x = Math.cos(angle);
    double y = Math.sin(angle);
    double edge = scene.between(-0.4, 0.4);
    double softness = scene.between(0.01, 0.15);
    return (row, column) -> {
      double beyond = (x * across(scene, column) + y * down(scene, row) - edge) / softness;
      return darkest + (1 - darkest) / (1 + Math.exp(-beyond));
    };
  }

  /** A round shadow that comes from a side of the picture. */
  static Canvas.Field roundShadow(Scene scene, double darkest) {
    double angle = scene.between(0, 2 * Math.PI);
    double x = Math.cos(angle);
    double y = Math.sin(angle);
    double radius = scene.between(0.5, 0.9);
    double softness = scene.between(0.05, 0.15);
    return (row, column) -> {
      double distance = Math.hypot(across(scene, column) - x, down(scene, row) - y);
      return darkest + (1 - darkest) / (1 + Math.exp((radius - distance) / softness));
    };
  }

  /** Dark towards the corners. */
  static Canvas.Field vignette(Scene scene, double corner) {
    return (row, column) -> {
      double square = Math.pow(across(scene, column), 2) + Math.pow(down(scene, row), 2);
      return 1 - (1 - corner) * square / 2;
    };
  }

  /** From −1 at the left to 1 at the right. */
  private static double across(Scene scene, int column) {
    return 2 * (column + 0.5) / scene.width - 1;
  }

  private static double down(Scene scene, int row) {
    return 2 * (row + 0.5) / scene.height - 1;
  }
}
