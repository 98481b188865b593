package io.ganglion.cli.option;

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

  /**
   * Reads a choice.
   *
   * @throws TypeConversionException if something else than numbers stands behind the name
   */
  static Phrase of(String text) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    try {
      List<Double> numbers = Arrays.stream(words).skip(1).map(Double::valueOf).toList();
      if (numbers.stream().allMatch(Double::isFinite)) {
        return new Phrase(words[0], numbers);
      }
    } catch (NumberFormatException e) {
      throw refused(text);
    }
    throw refused(text);
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException(
        "got '" + text + "', expected a name and numbers, separated by spaces");
  }

  /** The number of an index, or another if it is left out. */
  double number(int index, double otherwise) {
    return index < numbers.size() ? numbers.get(index) : otherwise;
  }

  /**
   * The number of an index, which must not be left out, as a whole one.
   *
   * @throws TypeConversionException if it is none
   */
  int count(int index) {
    double number = numbers.get(index);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new TypeConversionException(
          "got %s in '%s', expected a whole number".formatted(Numbers.plain(number), this));
    }
    return (int) number;
  }

  /**
   * Returns itself, unless it has too few or too many numbers.
   *
   * @param usage an example that has all
   * @throws TypeConversionException if it has
   */
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
