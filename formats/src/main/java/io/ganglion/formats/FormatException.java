package io.ganglion.formats;

import java.io.IOException;

/**
 * A file's content is not what it must be.
 *
 * <p>The message is one line: the file, what was found and where, and what was expected.
 */
public final class FormatException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 60;

  /**
   * Makes the exception.
   *
   * @param source the file, and where it helps the part of it, that the content is from
   * @param problem what was found, where, and what was expected
   */
  public FormatException(Object source, String problem) {
    super(source + ": " + problem);
  }

  /**
   * Makes the exception.
   *
   * @param source the file, and where it helps the part of it, that the content is from
   * @param problem what was found, where, and what was expected
   * @param cause what a parser or decompressor said
   */
  public FormatException(Object source, String problem, Throwable cause) {
    super(source + ": " + problem, cause);
  }

  /** Quotes text of a file so that the message stays one short line, whatever the text is. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("'");
    text.codePoints()
        .limit(LONGEST_QUOTE)
        .map(character -> Character.isISOControl(character) ? '?' : character)
        .forEach(quoted::appendCodePoint);
    if (text.codePointCount(0, text.length()) > LONGEST_QUOTE) {
      quoted.append('…');
    }
    return quoted.append('\'').toString();
  }
}
