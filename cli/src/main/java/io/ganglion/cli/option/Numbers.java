package io.ganglion.cli.option;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads numbers that users type, and formats numbers for them.
 *
 * <p>Picocli's own converters report errors in Java's terms, such as "is not an int".
 */
public final class Numbers {

  private Numbers() {}

  /** Reads an {@code int}. */
  static int whole(String text) {
    return whole(text, Integer.MIN_VALUE);
  }

  private static int whole(String text, int least) {
    try {
      int number = Integer.parseInt(text);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a number out of range is.
    }
    throw refused(text, wholeNumber(least, Integer.MAX_VALUE));
  }

  /** Reads a {@code long}. */
  static long longWhole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw refused(text, wholeNumber(Long.MIN_VALUE, Long.MAX_VALUE));
    }
  }

  /** Reads a {@code double}. */
  static double decimal(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw refused(text, "a number such as 0.000125");
    }
  }

  /** Formats a number without exponent and trailing zeros: {@code 0.000125}. */
  static String plain(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  private static String wholeNumber(long least, long most) {
    return "a whole number from " + least + " to " + most;
  }

  private static TypeConversionException refused(String text, String expected) {
    return new TypeConversionException("got '" + text + "', expected " + expected);
  }

  /** Reads a whole number of at least 1. */
  public static final class Count implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
      return whole(text, 1);
    }
  }

  /** Reads a number above 0. */
  static final class Positive implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
      double number = decimal(text);
      if (!(number > 0) || Double.isInfinite(number)) {
        throw refused(text, "a finite number above 0");
      }
      return number;
    }
  }

  /** Reads a number of at least 0. */
  static final class NotNegative implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
      double number = decimal(text);
      if (!(number >= 0) || Double.isInfinite(number)) {
        throw refused(text, "a finite number of at least 0");
      }
      return number;
    }
  }

  /** Reads a share of something that is neither none nor all of it: {@code 0.1} or {@code 10%}. */
  public static final class Share implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
      boolean percent = text.endsWith("%");
      double number = percent ? decimal(text.substring(0, text.length() - 1)) / 100 : decimal(text);
      if (!(number > 0 && number < 1)) {
        throw refused(text, "a number above 0 and below 1, such as 0.1, or 10%");
      }
      return number;
    }
  }
}
