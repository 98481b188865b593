package io.ganglion.datasets;

import io.ganglion.model.Preparation;
import io.ganglion.model.Scaling;

/**
 * Tells pictures that were prepared like MNIST's from others: light strokes on black, 28×28, with an
 * empty margin, and of one size in the middle. Clothes and photos reach their border; where place or
 * size tells the classes apart, preparing a picture as a digit would lose them.
 */
final class LikeMnist {
  private static final int MOST_PICTURES = 1_000;
  private static final double DARK = 0.1;
  private static final double MOST_INK = 0.4;
  private static final double ENOUGH = 0.95;

  /** MNIST's digits fill 20×20 pixels, EMNIST's up to 24×24. */
  private static final int SHORTEST_SIDE = 17;

  /** How far a digit may be from the middle, in pixels. */
  private static final double OFF_CENTRE = 2.5;

  private LikeMnist() {}

  /** How pictures of unknown origin are prepared: as digits if the first look like MNIST's. */
  static Preparation preparation(RawValues values, int samples, ImageSize size, Scaling shades) {
    return are(values, samples, size, shades) ? Preparation.DIGIT : Preparation.PLAIN;
  }

  private static boolean are(RawValues values, int samples, ImageSize size, Scaling shades) {
    if (!size.equals(ImageSize.MNIST)) {
      return false;
    }
    int seen = Math.min(samples, MOST_PICTURES);
    int like = 0;
    for (int i = 0; i < seen; i++) {
      like += is(values, i * (int) size.pixels(), size, shades) ? 1 : 0;
    }
    return like >= ENOUGH * seen;
  }

  private static boolean is(RawValues values, int start, ImageSize size, Scaling shades) {
    double sum = 0;
    double rowMoment = 0;
    double columnMoment = 0;
    int top = size.height();
    int bottom = -1;
    int left = size.width();
    int right = -1;
    for (int row = 0; row < size.height(); row++) {
      boolean edge = row == 0 || row == size.height() - 1;
      for (int column = 0; column < size.width(); column++) {
        double shade = shades.of(values.get(start + row * size.width() + column));
        boolean atEdge = edge || column == 0 || column == size.width() - 1;
        if (atEdge && shade > DARK) {
          return false;
        }
        sum += shade;
        rowMoment += shade * row;
        columnMoment += shade * column;
        if (shade > DARK) {
          top = Math.min(top, row);
          bottom = row;
          left = Math.min(left, column);
          right = Math.max(right, column);
        }
      }
    }
    if (bottom < 0 || sum >= MOST_INK * size.pixels()) {
      return false;
    }
    int side = Math.max(bottom - top, right - left) + 1;
    return side >= SHORTEST_SIDE
        && isCentral(rowMoment / sum, (top + bottom) / 2.0, size.height())
        && isCentral(columnMoment / sum, (left + right) / 2.0, size.width());
  }

  /** MNIST centres a digit by its mass, EMNIST by its box. */
  private static boolean isCentral(double mass, double box, int side) {
    double middle = (side - 1) / 2.0;
    return Math.min(Math.abs(mass - middle), Math.abs(box - middle)) <= OFF_CENTRE;
  }
}
