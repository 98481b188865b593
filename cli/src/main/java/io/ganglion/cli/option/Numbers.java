package io.ganglion.cli.option;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How numbers that users give are read, and shown to them again.
 *
 * <p>Picocli's own converters answer in Java's terms: that something "is not an int".
 */
public final class Numbers {

  private Numbers() {}

  /** Reads an {@code int}. */
  static int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw refused(text, "a whole number of at most " + Integer.MAX_VALUE);
    }
  }

  /** Reads a {@code long}. */
  static long longWhole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw refused(text, "a whole number of at most " + Long.MAX_VALUE);
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

  /** Without an exponent and without zeros behind: {@code 0.000125}. */
  static String plain(double number) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  private static TypeConversionException refused(String text, String expected) {
    return new TypeConversionException("got '" + text + "', expected " + expected);
  }

  /** Reads how many, where none is too few. */
  public static final class Count implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
      int number = whole(text);
      if (number < 1) {
        throw refused(text, "a whole number of at least 1");
      }
      return number;
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

  /** Reads which part of something, where neither none nor all makes sense. */
  static final class Share implements ITypeConverter<Double> {

    @Override
    public Double convert(String text) {
      double number = decimal(text);
      if (!(number > 0 && number < 1)) {
        throw refused(text, "a share above 0 and below 1, such as 0.1");
      }
      return number;
    }
  }
}
