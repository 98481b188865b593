package io.ganglion.cli.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * Where one run of the command prints.
 *
 * <p>Whether a stream is a terminal is told by the launcher in system properties: Java itself cannot
 * ask for each stream, and what {@code System.console()} means changed with JDK 22.
 *
 * @param out takes results
 * @param err takes everything else
 * @param outIsTerminal whether a person sees {@code out} at once: pictures may be in colour
 * @param errIsTerminal whether a person sees {@code err} at once: progress may be shown
 * @param columns how wide the terminal is
 * @param charset the encoding of both streams
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    int columns,
    Charset charset) {

  /** Set to {@code true} by the launcher if standard output is a terminal. */
  public static final String STDOUT_PROPERTY = "ganglion.terminal.stdout";

  /** Set to {@code true} by the launcher if standard error is a terminal. */
  public static final String STDERR_PROPERTY = "ganglion.terminal.stderr";

  /** Set by the launcher to the terminal's width. */
  public static final String COLUMNS_PROPERTY = "ganglion.terminal.columns";

  /** The width where nobody says another. */
  public static final int DEFAULT_COLUMNS = 80;

  /** Standard output as picocli wants it. */
  public PrintWriter outWriter() {
    return new PrintWriter(out, true, charset);
  }

  /** Standard error as picocli wants it. */
  public PrintWriter errWriter() {
    return new PrintWriter(err, true, charset);
  }

  /** Whether the encoding has characters for blocks and shades. */
  boolean drawsBlocks() {
    return charset.newEncoder().canEncode('▀');
  }

  /**
   * Returns a text with a question mark for each character that would break the line or command the
   * terminal: the name of a folder, and so of a class, may hold any.
   */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }

  /**
   * Prints one result: its fields, {@link #printable} and separated by tabs. Numbers are as Java
   * prints them.
   */
  public void result(Object... fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.length; i++) {
      line.append(i == 0 ? "" : "\t").append(printable(String.valueOf(fields[i])));
    }
    line(line.toString());
  }

  /** Prints a line of results, and lets readers of a pipe see it at once. */
  public void line(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /** Prints a line that is no result, made {@link #printable}. */
  public void note(String line) {
    err.println(printable(line));
  }
}
