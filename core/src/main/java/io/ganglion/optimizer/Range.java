package io.ganglion.optimizer;

/** Refuses settings that are out of range. */
final class Range {

  private Range() {}

  static void requirePositive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " must be a finite number above 0, got " + value);
    }
  }

  /**
   * Refuses a divisor that is 0 or subnormal in float32, or not finite: see
   * {@code Tensor.adaptiveUpdate}.
   */
  static void requireDivisor(String what, double value) {
    if (!(value >= Float.MIN_NORMAL) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          what + " must be a finite number of at least 2⁻¹²⁶, got " + value);
    }
  }

  static void requireNotNegative(String what, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          what + " must be a finite number of at least 0, got " + value);
    }
  }

  /** Refuses a number outside [0, 1). */
  static void requireShare(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          what + " must be at least 0 and less than 1, got " + value);
    }
  }

  static void requireCount(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, got " + value);
    }
  }
}
