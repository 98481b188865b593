package io.ganglion.text;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name with its values, as users and files write it: {@code dropout 0.5}, {@code warm-up 2 (cosine)},
 * {@code residual (linear 8, relu)}.
 *
 * <pre>{@code
 * list   = phrase { "," phrase }
 * phrase = name { word } [ "(" list ")" ]
 * }</pre>
 *
 * <p>Names and words are printable ASCII without commas and parentheses, separated by white space, in
 * any case: they are kept in lower case. A text has at most {@value #MOST_CHARACTERS} characters and
 * {@value #MOST_LEVELS} levels of parentheses, so that a text from a file cannot take much time or
 * memory. {@link #toString} gives the text from which the same phrase is read. Immutable.
 */
public final class Phrase {

  /** The longest text, far longer than anyone writes. */
  public static final int MOST_CHARACTERS = 1 << 16;

  /** How deep parentheses may be nested. */
  public static final int MOST_LEVELS = 32;

  /**
   * Excludes what Java accepts besides: {@code 1f}, {@code 0x1p3}, {@code nan}. Possessive, so that
   * matching takes linear time.
   */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?+(\\d++(\\.\\d*+)?+|\\.\\d++)(e[+-]?+\\d++)?+");

  private final String name;
  private final List<String> words;
  private final List<Phrase> nested;

  /** Made by {@link PhraseParser} alone, which checks what it reads. */
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
   * @throws PhraseException if the text is anything else
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
   * @throws PhraseException if the text is anything else; it quotes the phrase that is wrong
   */
  public static List<Phrase> list(String text) {
    return new PhraseParser(text).list();
  }

  /**
   * What this phrase is about.
   *
   * @return the name, in lower case
   */
  public String name() {
    return name;
  }

  /**
   * What stands behind the name, without what is in parentheses.
   *
   * @return the words in lower case; empty if there are none
   */
  public List<String> words() {
    return words;
  }

  /**
   * What stands in parentheses at the end.
   *
   * @return the phrases; empty if there are no parentheses
   */
  public List<Phrase> nested() {
    return nested;
  }

  /**
   * One of the words.
   *
   * @param index which one, from 0 on
   * @return the word, in lower case
   * @throws PhraseException if it is left out
   */
  public String word(int index) {
    if (index >= words.size()) {
      throw refused("value " + (index + 1) + " after '" + name + "' is missing");
    }
    return words.get(index);
  }

  /**
   * A word that is a number.
   *
   * @param index which word, from 0 on
   * @return the number, finite
   * @throws PhraseException if the word is left out, or anything else than a finite decimal number
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
   * A word that is a number, and may be left out.
   *
   * @param index which word, from 0 on
   * @param otherwise the number if the word is left out
   * @return the number
   * @throws PhraseException if the word is anything else than a finite decimal number
   */
  public double number(int index, double otherwise) {
    return index < words.size() ? number(index) : otherwise;
  }

  /**
   * A word that is a whole number.
   *
   * @param index which word, from 0 on
   * @return the number
   * @throws PhraseException if the word is left out, or anything else than a whole number that an {@code
   *     int} holds
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
            + "' is not a whole number of at most "
            + Integer.MAX_VALUE);
  }

  /**
   * The exception that says what is wrong with this phrase, for whoever knows what it should say.
   *
   * @param reason what was found and what was expected
   * @return a new exception that quotes this phrase
   */
  public PhraseException refused(String reason) {
    return new PhraseException(toString(), reason);
  }

  /** Returns the text from which this phrase is read, in lower case, with single spaces. */
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
