package io.ganglion.model;

/**
 * How a raw value becomes an input of a network: {@code (value − offset) / divisor}.
 *
 * <p>Bytes of a picture become fractions of white with {@link #BYTES}; an inverted picture has the
 * offset 255 and the divisor −255; a standardised value has its mean and its deviation. The same
 * arithmetic, in float64, is used wherever a value is read, so that the same value always gives the
 * same bits.
 *
 * @param offset the raw value that becomes 0, finite
 * @param divisor the distance of the raw value that becomes 1 from {@code offset}, finite and not 0;
 *     negative where large values become small inputs
 */
public record Scaling(double offset, double divisor) {

  /** Leaves values as they are. */
  public static final Scaling NONE = new Scaling(0, 1);

  /** Divides by 255: bytes become fractions of white. */
  public static final Scaling BYTES = new Scaling(0, 255);

  /**
   * Checks the numbers.
   *
   * @param offset finite
   * @param divisor finite and not 0
   * @throws IllegalArgumentException if a number is not finite, or the divisor is 0
   */
  public Scaling {
    if (!Double.isFinite(offset)) {
      throw new IllegalArgumentException("offset " + offset + "; expected a finite number");
    }
    if (!Double.isFinite(divisor) || divisor == 0) {
      throw new IllegalArgumentException(
          "divisor " + divisor + "; expected a finite number other than 0");
    }
  }

  /**
   * Scales one raw value.
   *
   * @param value the raw value
   * @return {@code (value − offset) / divisor}; never −0, so that zeros can be skipped and compared
   */
  public double of(double value) {
    return (value - offset) / divisor + 0.0;
  }

  /**
   * Returns the same scaling of exchanged light and dark.
   *
   * @return the scaling that gives {@code 1 − y} where this one gives y, up to rounding
   */
  public Scaling inverted() {
    return new Scaling(offset + divisor, -divisor);
  }

  /**
   * Returns the scaling that does this one and then another.
   *
   * @param next applied to what this one gives
   * @return the scaling that gives {@code next.of(of(value))}, up to rounding
   * @throws IllegalArgumentException if its numbers are not finite
   */
  public Scaling then(Scaling next) {
    return new Scaling(offset + next.offset * divisor, divisor * next.divisor);
  }

  /**
   * Returns the scaling that does this one and then undoes another.
   *
   * @param other undone
   * @return the scaling that gives the value of which {@code other} makes what this one gives, up to
   *     rounding
   * @throws IllegalArgumentException if its numbers are not finite
   */
  public Scaling thenInverseOf(Scaling other) {
    return then(new Scaling(-other.offset / other.divisor, 1 / other.divisor));
  }

  /** Describes the scaling for people. */
  @Override
  public String toString() {
    if (equals(NONE)) {
      return "values as they are";
    }
    if (offset == 0) {
      return "values divided by " + plain(divisor);
    }
    return offset == -divisor
        ? "values inverted and divided by " + plain(offset)
        : "values less " + plain(offset) + ", divided by " + plain(divisor);
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
