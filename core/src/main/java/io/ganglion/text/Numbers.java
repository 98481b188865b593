package io.ganglion.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Writes numbers for texts that are saved and compared.
 *
 * <p>{@link Double#toString} is unsuitable: its digits differ between JDK 17 and later ones
 * (JDK-4511638), so training saved on one could not be resumed on the other.
 */
public final class Numbers {

  /** Enough digits for every double. */
  private static final int MOST_DIGITS = 17;

  /** Beyond these powers of ten, plain notation would have too many zeros. */
  private static final int SMALLEST_EXPONENT = -9;

  private static final int LARGEST_EXPONENT = 15;

  private Numbers() {}

  /**
   * Writes a number with the fewest digits that read back as the same number, identically on every
   * JVM: {@code 1}, {@code 0.000125}, {@code 1.5e-12}.
   *
   * @param number any number
   * @return a text from which {@link Double#parseDouble} reads the same number; {@code NaN}, {@code
   *     Infinity} or {@code -Infinity} if it is not finite
   */
  public static String text(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal decimal = shortest(number).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= SMALLEST_EXPONENT && exponent <= LARGEST_EXPONENT) {
      return decimal.toPlainString();
    }
    return new BigDecimal(decimal.unscaledValue(), decimal.precision() - 1).toPlainString()
        + "e"
        + exponent;
  }

  private static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(number);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (isSame(nearest, number)) {
        return nearest;
      }
      // Doubles are twice as far apart above a power of two as below it, so the farther of the two
      // decimal neighbours may be the one that reads back.
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      if (isSame(above, number)) {
        return above;
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
  }

  private static boolean isSame(BigDecimal decimal, double number) {
    return Double.parseDouble(decimal.toString()) == number;
  }
}
