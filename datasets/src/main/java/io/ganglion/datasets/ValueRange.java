package io.ganglion.datasets;

import io.ganglion.model.Scaling;

/**
 * The range of a dataset's raw values.
 *
 * @param least the least value
 * @param largest the largest value
 */
record ValueRange(float least, float largest) {
  /**
   * What white is in pictures of 1, 2, 3, 4, 8, 10, 12 and 16 bits, and in those of scikit-learn,
   * whose pixels count 16 dots.
   */
  private static final int[] WHITES = {1, 3, 7, 15, 16, 255, 1023, 4095, 65_535};

  /** How far a value may exceed white, as resizing and rounding do: one part in a thousand. */
  private static final double TOLERANCE = 1e-3;

  /** Finds the range of the first values. */
  static ValueRange of(RawValues values, int count) {
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      float value = values.get(i);
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    return new ValueRange(least, largest);
  }

  /**
   * Returns the least usual value of white that no value exceeds by more than a thousandth of it;
   * otherwise the largest value.
   */
  double white() {
    for (int white : WHITES) {
      if (largest <= white * (1 + TOLERANCE)) {
        return white;
      }
    }
    return largest;
  }

  /** Returns the scaling by which values are drawn: the result is 0 for black and 1 for white. */
  Scaling shades() {
    if (least >= 0) {
      return new Scaling(0, white());
    }
    double span = (double) largest - least;
    return new Scaling(least, span == 0 ? 1 : span);
  }
}
