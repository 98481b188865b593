package io.ganglion.cli.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/**
 * The output of one run of the command.
 *
 * <p>The launcher tells in system properties which streams are terminals: Java cannot find out for
 * each stream, and the meaning of {@code System.console()} changed with JDK 22.
 *
 * @param out the stream for results
 * @param err the stream for everything else
 * @param outIsTerminal whether {@code out} is a terminal, so that images may be in colour
 * @param errIsTerminal whether {@code err} is a terminal, so that progress may be shown
 * @param columns the width of the terminal
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

  /** The default width. */
  public static final int DEFAULT_COLUMNS = 80;

  /** Standard output as a writer, for picocli. */
  public PrintWriter outWriter() {
    return new PrintWriter(out, true, charset);
  }

  /** Standard error as a writer, for picocli. */
  public PrintWriter errWriter() {
    return new PrintWriter(err, true, charset);
  }

  /** Whether the encoding has characters for blocks and shades. */
  boolean drawsBlocks() {
    return charset.newEncoder().canEncode('▀');
  }

  /**
   * Replaces each character that would break the line or control the terminal with a question mark:
   * the name of a folder, and so of a class, can contain any.
   */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
  }

  /**
   * Prints one result: its fields, made {@link #printable} and separated by tabs. Numbers are
   * printed as in Java.
   */
  public void result(Object... fields) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < fields.length; i++) {
      line.append(i == 0 ? "" : "\t").append(printable(String.valueOf(fields[i])));
    }
    line(line.toString());
  }

  /** Prints a line of results and flushes it, so that the reader of a pipe sees it at once. */
  public void line(String line) {
    out.print(line + "\n");
    out.flush();
  }

  /** Prints a line that is not a result, made {@link #printable}. */
  public void note(String line) {
    err.println(printable(line));
  }
}
