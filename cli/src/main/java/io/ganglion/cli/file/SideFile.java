package io.ganglion.cli.file;

import io.ganglion.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A file that is written while training goes on, besides the weights.
 *
 * <p>That it cannot be written ends no training, which may have taken hours: the user is told at
 * once, and the command fails when the weights are saved.
 */
public final class SideFile {

  private final Terminal terminal;
  private Optional<IOException> failure = Optional.empty();

  public SideFile(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Writes it, or tells the user that it cannot be written, unless that was so the last time. */
  public void write(Runnable writing) {
    try {
      writing.run();
      failure = Optional.empty();
    } catch (UncheckedIOException e) {
      if (failure.isEmpty()) {
        terminal.note("warning: " + e.getCause().getMessage() + "; training goes on");
      }
      failure = Optional.of(e.getCause());
    }
  }

  /** Whether all was written. */
  boolean isWhole() {
    return failure.isEmpty();
  }

  /** Fails if the file could not be written the last time. */
  public void requireWhole() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
