package io.ganglion.text;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A recursive-descent parser that reads {@link Phrase}s from one text. */
final class PhraseParser {

  private static final String END = "the end of the text";

  private final String text;
  private int position;
  private int level;

  /** The start of the phrase that errors quote: the outermost one. */
  private int start;

  PhraseParser(String text) {
    if (text.length() > Phrase.MOST_CHARACTERS) {
      throw new PhraseException(
          text,
          "a text has at most " + Phrase.MOST_CHARACTERS + " characters, got " + text.length());
    }
    this.text = text;
  }

  /** Reads the whole text. */
  List<Phrase> list() {
    List<Phrase> list = phrases();
    if (position < text.length()) {
      throw refused(here() + " has no matching '('");
    }
    return list;
  }

  /** Reads phrases up to the end of the text, or to a closing parenthesis. */
  private List<Phrase> phrases() {
    List<Phrase> phrases = new ArrayList<>();
    do {
      phrases.add(phrase());
    } while (skip(','));
    return phrases;
  }

  private Phrase phrase() {
    skipSpaces();
    if (level == 0) {
      start = position;
    }
    List<String> words = new ArrayList<>();
    for (String word = word(); !word.isEmpty(); word = word()) {
      words.add(word);
      skipSpaces();
    }
    if (words.isEmpty()) {
      throw refused("expected a name, got " + here());
    }
    List<Phrase> nested = position < text.length() && peek() == '(' ? nested() : List.of();
    return new Phrase(words.get(0), words.subList(1, words.size()), nested);
  }

  private List<Phrase> nested() {
    String opened = here();
    position++;
    if (++level > Phrase.MOST_LEVELS) {
      throw refused(opened + " is nested more than " + Phrase.MOST_LEVELS + " levels deep");
    }
    List<Phrase> nested = phrases();
    level--;
    if (!skip(')')) {
      throw refused(opened + " is never closed");
    }
    skipSpaces();
    if (position < text.length() && peek() != ',' && peek() != ')') {
      throw refused("expected ',' after ')', got " + here());
    }
    return nested;
  }

  /** Reads a word in lower case; empty if none begins here. */
  private String word() {
    StringBuilder word = new StringBuilder();
    while (position < text.length() && !isSpace(peek()) && !isPunctuation(peek())) {
      char c = peek();
      if (c < ' ' || c > '~') {
        throw refused(
            "expected ASCII letters, digits and symbols, got U+"
                + HexFormat.of()
                    .withUpperCase()
                    .toHexDigits(text.codePointAt(position))
                    .substring(2)
                + " at character "
                + (position + 1));
      }
      // Not String.toLowerCase, which turns the Kelvin sign into a k.
      word.append(c >= 'A' && c <= 'Z' ? (char) (c - 'A' + 'a') : c);
      position++;
    }
    return word.toString();
  }

  /** Skips spaces, then the expected character if it is next. */
  private boolean skip(char expected) {
    skipSpaces();
    boolean found = position < text.length() && peek() == expected;
    position += found ? 1 : 0;
    return found;
  }

  private void skipSpaces() {
    while (position < text.length() && isSpace(peek())) {
      position++;
    }
  }

  private char peek() {
    return text.charAt(position);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static boolean isPunctuation(char c) {
    return c == ',' || c == '(' || c == ')';
  }

  /** The current character and its position, for messages. */
  private String here() {
    return position == text.length()
        ? END
        : "'" + PhraseException.quoted(String.valueOf(peek())) + "' at character " + (position + 1);
  }

  private PhraseException refused(String reason) {
    return new PhraseException(text.substring(start, position), reason);
  }
}
