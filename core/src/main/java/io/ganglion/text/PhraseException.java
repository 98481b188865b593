package io.ganglion.text;

/**
 * Thrown if a text is not a {@link Phrase}, or a phrase does not have the name or values expected.
 *
 * <p>The message is always a single line: {@code in 'huber x': 'x' is not a number}.
 */
public final class PhraseException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST_QUOTE = 100;

  /** The beginning of the phrase, in one printable line. */
  private final String quote;

  /** What was found and what was expected. */
  private final String reason;

  /**
   * Makes the exception.
   *
   * @param text the faulty phrase, or as much of it as could be read; may be long
   * @param reason what was found and what was expected
   */
  public PhraseException(String text, String reason) {
    this(text, reason, null);
  }

  /**
   * Makes the exception.
   *
   * @param text the faulty phrase, or as much of it as could be read; may be long
   * @param reason what was found and what was expected
   * @param cause the exception that refused the phrase, or null
   */
  public PhraseException(String text, String reason, Throwable cause) {
    super("in '" + quoted(text) + "': " + reason, cause);
    this.quote = quoted(text);
    this.reason = reason;
  }

  /**
   * The faulty phrase, for messages that say where it was found.
   *
   * @return the beginning of the phrase, in one printable line
   */
  public String quote() {
    return quote;
  }

  /**
   * What is wrong.
   *
   * @return what was found and what was expected, without the phrase
   */
  public String reason() {
    return reason;
  }

  /** Shortens a text, and replaces characters that would break the line or control a terminal. */
  static String quoted(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
      char c = text.charAt(i);
      line.append(c < ' ' || c > '~' ? '?' : c);
    }
    return line + (text.length() > LONGEST_QUOTE ? "…" : "");
  }
}
