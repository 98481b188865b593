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
    super(oneLine(source + ": " + problem));
  }

  /**
   * Makes the exception.
   *
   * @param source the file, and where it helps the part of it, that the content is from
   * @param problem what was found, where, and what was expected
   * @param cause what a parser or decompressor said
   */
  public FormatException(Object source, String problem, Throwable cause) {
    super(oneLine(source + ": " + problem), cause);
  }

  /** Quotes text of a file, in short. */
  static String quote(String text) {
    return quote(text, LONGEST_QUOTE);
  }

  static String quote(String text, int longest) {
    return "'" + shorten(text, longest) + "'";
  }

  /** Cuts a text of a file, which may be of any length. */
  static String shorten(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  /** Takes out what would break the line or command the terminal: a file's text may be anything. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text);
    for (int i = 0; i < line.length(); i++) {
      switch (Character.getType(line.charAt(i))) {
        case Character.CONTROL,
            Character.FORMAT,
            Character.LINE_SEPARATOR,
            Character.PARAGRAPH_SEPARATOR ->
            line.setCharAt(i, '?');
        default -> {}
      }
    }
    return line.toString();
  }
}
