package io.ganglion.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output that remembers why it failed, which a {@link java.io.PrintStream} does not. After
 * a failure it ignores everything written to it: a reader that closes the pipe early must not keep
 * training from saving its weights.
 */
public final class ResultStream extends FilterOutputStream {

  private IOException failure;

  public ResultStream(OutputStream out) {
    super(new BufferedOutputStream(out));
  }

  /**
   * Why some output was not written.
   *
   * @return the reason; empty if everything was written, or if the reader of a pipe closed it
   *     early, as {@code head} does
   */
  public Optional<String> failure() {
    return Optional.ofNullable(failure).map(ResultStream::reason).filter(r -> !isBrokenPipe(r));
  }

  @Override
  public void write(int b) {
    attempt(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    attempt(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() {
    attempt(out::flush);
  }

  private void attempt(Action action) {
    if (failure == null) {
      try {
        action.run();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage());
  }

  /**
   * Compares with the messages of POSIX and Windows: Java has no exception type for a broken pipe.
   */
  private static boolean isBrokenPipe(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    return lower.contains("broken pipe") || lower.contains("pipe is being closed");
  }

  private interface Action {
    void run() throws IOException;
  }
}
