package io.ganglion.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;

/**
 * Standard output that remembers why it failed, which a {@link java.io.PrintStream} forgets. After a
 * failure it takes everything and writes nothing: a reader that has seen enough must not keep
 * training from saving its weights.
 */
public final class ResultStream extends FilterOutputStream {

  private IOException failure;

  public ResultStream(OutputStream out) {
    super(new BufferedOutputStream(out));
  }

  /**
   * Why not all was written.
   *
   * @return the reason; nothing if all was written, or if only the reader of a pipe has gone, as
   *     {@code head} does
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

  /** The sentences of POSIX and of Windows: Java has no type for them. */
  private static boolean isBrokenPipe(String reason) {
    String lower = reason.toLowerCase(Locale.ROOT);
    return lower.contains("broken pipe") || lower.contains("pipe is being closed");
  }

  private interface Action {
    void run() throws IOException;
  }
}
