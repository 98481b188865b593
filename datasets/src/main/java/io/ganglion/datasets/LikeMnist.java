package io.ganglion.datasets;

import io.ganglion.model.Preparation;
import io.ganglion.model.Scaling;

/**
 * Tells pictures that were prepared like MNIST's from others: light strokes on black, 28×28, with an
 * empty margin. Clothes and photos reach their border.
 */
final class LikeMnist {
  private static final int MOST_PICTURES = 1_000;
  private static final double DARK = 0.1;
  private static final double MOST_INK = 0.4;
  private static final double ENOUGH = 0.95;

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
    for (int row = 0; row < size.height(); row++) {
      boolean edge = row == 0 || row == size.height() - 1;
      for (int column = 0; column < size.width(); column++) {
        double shade = shades.of(values.get(start + row * size.width() + column));
        boolean atEdge = edge || column == 0 || column == size.width() - 1;
        if (atEdge && shade > DARK) {
          return false;
        }
        sum += shade;
      }
    }
    return sum > 0 && sum < MOST_INK * size.pixels();
  }
}
