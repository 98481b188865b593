package io.ganglion.datasets;

import io.ganglion.model.Scaling;
import io.ganglion.text.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.OptionalInt;

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

  /** How far the range from −1 to 1 may be missed. */
  private static final double NEARLY = 0.02;

  private static final MathContext DIGITS = new MathContext(6);

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
      if (!exceeds(largest, white)) {
        return white;
      }
    }
    return largest;
  }

  /** Whether values have a usual range: from 0 to a usual value of white, or from −1 to 1. */
  static boolean isUsual(Scaling shades) {
    boolean fromZero = shades.offset() == 0;
    boolean aroundZero =
        Math.abs(shades.offset() + 1) <= NEARLY && Math.abs(shades.divisor() - 2) <= NEARLY;
    return aroundZero
        || (fromZero && Arrays.stream(WHITES).anyMatch(white -> white == shades.divisor()));
  }

  /** Writes a value for people: a float's 0.6 is 0.600000024 in full. */
  static String text(double value) {
    return Numbers.text(new BigDecimal(value).round(DIGITS).doubleValue());
  }

  /** Writes a value of which only the order of magnitude matters. */
  static String roughly(double value) {
    return Numbers.text(new BigDecimal(value).round(new MathContext(1)).doubleValue());
  }

  /** The usual value of white below this range's, if there is one. */
  OptionalInt nextWhite() {
    double white = white();
    return Arrays.stream(WHITES).filter(usual -> usual < white).max();
  }

  /** Whether a value exceeds white, and is not only rounded up. */
  static boolean exceeds(double value, double white) {
    return value > white * (1 + TOLERANCE);
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
