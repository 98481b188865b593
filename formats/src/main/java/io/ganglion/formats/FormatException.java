package io.ganglion.formats;

import java.io.IOException;

/**
 * Thrown when the content of a file is damaged, or is not what was expected.
 *
 * <p>The message is one line: the file, what was found and where, and what was expected.
 */
public final class FormatException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 60;

  /**
   * Makes the exception.
   *
   * @param source the file with the problem or, if it helps, the part of the file
   * @param problem what was found, where, and what was expected
   */
  public FormatException(Object source, String problem) {
    super(oneLine(source + ": " + problem));
  }

  /**
   * Makes the exception.
   *
   * @param source the file with the problem or, if it helps, the part of the file
   * @param problem what was found, where, and what was expected
   * @param cause the exception of the parser or decompressor
   */
  public FormatException(Object source, String problem, Throwable cause) {
    super(oneLine(source + ": " + problem), cause);
  }

  /** Quotes text from a file, shortened. */
  static String quote(String text) {
    return quote(text, LONGEST_QUOTE);
  }

  static String quote(String text, int longest) {
    return "'" + shorten(text, longest) + "'";
  }

  /** Shortens text from a file, which may have any length. */
  static String shorten(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  /** Replaces what would break the line or control the terminal: a file may hold any text. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              switch (Character.getType(character)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    line.append('?');
                default -> line.appendCodePoint(character);
              }
            });
    return line.toString();
  }
}
