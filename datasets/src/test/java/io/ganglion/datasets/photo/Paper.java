package io.ganglion.datasets.photo;

import java.awt.image.BufferedImage;

/** What is printed on paper, lies on it, and what it lies on. */
final class Paper {
  private Paper() {}

  /** The colour of printed lines: lighter than ink, blue or gray. */
  static Colour lineColour(Scene scene) {
    double shade = scene.between(0.3, 0.7);
    return scene.random.nextBoolean()
        ? Colour.gray(shade)
        : new Colour((float) shade, (float) shade, (float) scene.between(0.75, 0.95));
  }

  /** Lines at about this angle: the paper is never quite straight. */
  static Canvas.Field ruling(Scene scene, double distance, double angle) {
    double thickness = Math.max(1, scene.shorterSide() * scene.between(0.003, 0.012));
    double skew = scene.random.nextBoolean() ? scene.between(-0.04, 0.04) : 0;
    return Lines.parallels(scene.between(0, distance), distance, angle + skew, thickness);
  }

  /** A box that the digit is in, and may touch. */
  static Canvas.Field boxAround(Scene scene, Ink digit) {
    double thickness = Math.max(1, scene.shorterSide() * scene.between(0.005, 0.015));
    double margin = digit.size() * scene.between(-0.1, 0.15);
    double height = digit.size() + 2 * margin;
    double width = height * scene.between(0.9, 1.1);
    double left = digit.left() + (digit.size() - width) / 2;
    return Lines.box(digit.top() - margin, left, height, width, thickness);
  }

  /** A frame along the picture's edge, or little inside. */
  static Canvas.Field frame(Scene scene) {
    double thickness = Math.max(2, scene.shorterSide() * scene.between(0.01, 0.05));
    double inset = scene.random.nextBoolean() ? 0 : scene.shorterSide() * scene.between(0.01, 0.05);
    double from = inset + thickness / 2;
    return Lines.box(from, from, scene.height - 2 * from, scene.width - 2 * from, thickness);
  }

  /** A page that does not fill the picture, askew, with a digit. */
  static Canvas onTable(Scene scene) {
    double brown = scene.between(0.15, 0.5);
    Colour table =
        new Colour((float) brown, (float) (brown * 0.8), (float) (brown * scene.between(0.5, 1)));
    Canvas canvas = new Canvas(scene.height, scene.width, table);
    double angle = scene.between(-0.15, 0.15);
    double half = scene.between(0.3, 0.42);
    canvas.paint(
        scene.paper,
        (row, column) -> {
          double y = row + 0.5 - scene.height / 2.0;
          double x = column + 0.5 - scene.width / 2.0;
          double down = Math.abs(y * Math.cos(angle) - x * Math.sin(angle)) - half * scene.height;
          double across = Math.abs(y * Math.sin(angle) + x * Math.cos(angle)) - half * scene.width;
          return 0.5 - Math.max(down, across);
        });
    double part = scene.between(0.25, 0.45);
    canvas.paint(
        scene.ink,
        scene.digit(scene.index(), part, scene.between(0.4, 0.6), scene.between(0.4, 0.6)));
    canvas.noise(0.01, false, scene.random);
    return canvas;
  }

  /** A round speck of dust or ink, near an edge of the picture. */
  static Canvas.Field speck(Scene scene) {
    double radius = Math.max(1, scene.shorterSide() * scene.between(0.005, 0.015));
    double row = scene.height * scene.between(0.02, 0.98);
    double column = scene.width * (scene.random.nextBoolean() ? 0.03 : 0.97);
    return (y, x) -> radius + 0.5 - Math.hypot(y + 0.5 - row, x + 0.5 - column);
  }

  /** 1 inside the picture's border of one pixel, 0 on it. */
  static double inside(Scene scene, int row, int column) {
    boolean inside = row > 0 && column > 0 && row < scene.height - 1 && column < scene.width - 1;
    return inside ? 1 : 0;
  }

  /** Ink alone: where there is none, the picture is transparent. */
  static BufferedImage transparent(Scene scene, int rgb) {
    BufferedImage image = new BufferedImage(scene.width, scene.height, BufferedImage.TYPE_INT_ARGB);
    Ink digit = scene.digit();
    for (int row = 0; row < scene.height; row++) {
      for (int column = 0; column < scene.width; column++) {
        int alpha = (int) Math.round(255 * digit.at(row, column));
        image.setRGB(column, row, alpha << 24 | rgb);
      }
    }
    return image;
  }
}
