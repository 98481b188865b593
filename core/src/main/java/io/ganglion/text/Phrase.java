package io.ganglion.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name with its values, as written in commands and files: {@code dropout 0.5},
 * {@code warm-up 2 (cosine)}, {@code residual (linear 8, relu)}.
 *
 * <pre>{@code
 * list   = phrase { "," phrase }
 * phrase = name { word } [ "(" list ")" ]
 * }</pre>
 *
 * <p>Names and words are printable ASCII without commas and parentheses, separated by white space,
 * and converted to lower case. A text has at most {@value #MOST_CHARACTERS} characters and
 * {@value #MOST_LEVELS} levels of parentheses, so that reading a file cannot take much time or
 * memory. {@link #toString} gives a text that reads back as an equal phrase. Immutable.
 */
public final class Phrase {

  /** The maximum length of a text, far more than needed. */
  public static final int MOST_CHARACTERS = 1 << 16;

  /** The maximum depth of nested parentheses. */
  public static final int MOST_LEVELS = 32;

  /**
   * Excludes other forms that Java accepts, such as {@code 1f} and {@code 0x1p3}. Possessive, so
   * that matching takes linear time.
   */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?+(\\d++(\\.\\d*+)?+|\\.\\d++)(e[+-]?+\\d++)?+");

  private final String name;
  private final List<String> words;
  private final List<Phrase> nested;

  /** Called by {@link PhraseParser}, which checks what it reads. */
  Phrase(String name, List<String> words, List<Phrase> nested) {
    this.name = name;
    this.words = List.copyOf(words);
    this.nested = List.copyOf(nested);
  }

  /**
   * Reads one phrase.
   *
   * @param text for example {@code "huber 1"}
   * @return the phrase
   * @throws PhraseException if the text is not one phrase
   */
  public static Phrase of(String text) {
    List<Phrase> list = list(text);
    if (list.size() != 1) {
      throw new PhraseException(
          text, "expected one name and its values, separated by spaces, and no ',' between them");
    }
    return list.get(0);
  }

  /**
   * Reads phrases that are separated by commas.
   *
   * @param text for example {@code "linear 10 he, softmax"}
   * @return the phrases, at least one
   * @throws PhraseException if the text is not such a list; the message quotes the faulty phrase
   */
  public static List<Phrase> list(String text) {
    return new PhraseParser(text).list();
  }

  /**
   * The name, which is the first word.
   *
   * @return the name, in lower case
   */
  public String name() {
    return name;
  }

  /**
   * The values after the name, without those in parentheses.
   *
   * @return the words in lower case; empty if there are none
   */
  public List<String> words() {
    return words;
  }

  /**
   * The phrases in parentheses at the end.
   *
   * @return the phrases; empty if there are no parentheses
   */
  public List<Phrase> nested() {
    return nested;
  }

  /**
   * One of the words after the name.
   *
   * @param index the word's index, from 0
   * @return the word, in lower case
   * @throws PhraseException if the word is missing
   */
  public String word(int index) {
    if (index >= words.size()) {
      throw refused("value " + (index + 1) + " after '" + name + "' is missing");
    }
    return words.get(index);
  }

  /**
   * A word as a number.
   *
   * @param index the word's index, from 0
   * @return the number, finite
   * @throws PhraseException if the word is missing, or not a finite decimal number
   */
  public double number(int index) {
    String word = word(index);
    if (!NUMBER.matcher(word).matches()) {
      throw refused("'" + PhraseException.quoted(word) + "' is not a number");
    }
    double number = Double.parseDouble(word);
    if (Double.isInfinite(number)) {
      throw refused("'" + PhraseException.quoted(word) + "' is too large");
    }
    return number;
  }

  /**
   * An optional word as a number.
   *
   * @param index the word's index, from 0
   * @param otherwise the number if the word is missing
   * @return the number
   * @throws PhraseException if the word is not a finite decimal number
   */
  public double number(int index, double otherwise) {
    return index < words.size() ? number(index) : otherwise;
  }

  /**
   * A word as a whole number.
   *
   * @param index the word's index, from 0
   * @return the number
   * @throws PhraseException if the word is missing, or not a whole number that fits an {@code int}
   */
  public int count(int index) {
    String word = word(index);
    if (NUMBER.matcher(word).matches()) {
      double number = Double.parseDouble(word);
      if (number == (int) number) {
        return (int) number;
      }
    }
    throw refused(
        "'"
            + PhraseException.quoted(word)
            + "' is not a whole number from "
            + Integer.MIN_VALUE
            + " to "
            + Integer.MAX_VALUE);
  }

  /**
   * Makes an exception that refuses this phrase, for code that knows what it should say.
   *
   * @param reason what was found and what was expected
   * @return a new exception that quotes this phrase
   */
  public PhraseException refused(String reason) {
    return new PhraseException(toString(), reason);
  }

  /** Returns a text that reads back as an equal phrase, in lower case, with single spaces. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    words.forEach(word -> text.append(' ').append(word));
    if (!nested.isEmpty()) {
      text.append(
          nested.stream().map(Phrase::toString).collect(Collectors.joining(", ", " (", ")")));
    }
    return text.toString();
  }

  /** Compares names, words and nested phrases. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Phrase that
        && name.equals(that.name)
        && words.equals(that.words)
        && nested.equals(that.nested);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + words.hashCode()) + nested.hashCode();
  }
}
