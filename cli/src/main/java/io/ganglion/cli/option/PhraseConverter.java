package io.ganglion.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a choice with numbers behind it.
 *
 * @param <T> what can be chosen
 */
abstract class PhraseConverter<T> implements ITypeConverter<Choice<T>> {

  @Override
  public final Choice<T> convert(String text) {
    Phrase phrase = Phrase.of(text);
    try {
      return new Choice<>(phrase.toString(), value(phrase));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException("in '" + phrase + "' " + e.getMessage());
    }
  }

  /**
   * What a phrase means.
   *
   * @throws TypeConversionException if it means nothing
   * @throws IllegalArgumentException if a number is out of its range
   */
  abstract T value(Phrase phrase);
}
