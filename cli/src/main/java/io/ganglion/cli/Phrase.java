package io.ganglion.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/**
 * A choice with numbers behind it, as users write it: {@code step 10 0.5}.
 *
 * @param name the choice, in lower case
 * @param numbers what stands behind it
 */
record Phrase(String name, List<Double> numbers) {

  /** Reads a choice. */
  static Phrase of(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    try {
      return new Phrase(words[0], Arrays.stream(words).skip(1).map(Double::parseDouble).toList());
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "got '" + text + "', expected a name and numbers separated by spaces");
    }
  }

  /** The number of an index, or another if it is left out. */
  double number(int index, double otherwise) {
    return index < numbers.size() ? numbers.get(index) : otherwise;
  }

  /** The same, as a whole number. */
  int count(int index) {
    double number = number(index, 0);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new TypeConversionException(
          "got " + number + " in '" + this + "', expected a whole number");
    }
    return (int) number;
  }

  /** Refuses too few or too many numbers. */
  Phrase with(int least, int most, String usage) {
    if (numbers.size() < least || numbers.size() > most) {
      throw new TypeConversionException("got '" + this + "', expected '" + usage + "'");
    }
    return this;
  }

  /** Returns what a user would write. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    numbers.forEach(number -> text.append(' ').append(Numbers.plain(number)));
    return text.toString();
  }
}
