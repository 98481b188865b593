package io.ganglion.cli;

import java.math.BigDecimal;

/** How numbers that users have given are shown to them again. */
final class Numbers {

  private Numbers() {}

  /** Without an exponent and without zeros behind: {@code 0.000125}. */
  static String plain(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }
}
