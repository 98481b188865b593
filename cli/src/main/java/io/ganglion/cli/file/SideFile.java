package io.ganglion.cli.file;

import io.ganglion.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A file that is written during training, besides the weights.
 *
 * <p>Failing to write it does not end the training, which may have taken hours: the user is warned
 * at once, and the command fails after the weights are saved.
 */
public final class SideFile {

  private final Terminal terminal;
  private Optional<IOException> failure = Optional.empty();

  public SideFile(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Writes the file; warns the user if that fails, unless the last attempt failed, too. */
  public void write(Runnable writing) {
    try {
      writing.run();
      failure = Optional.empty();
    } catch (UncheckedIOException e) {
      if (failure.isEmpty()) {
        terminal.note("warning: " + e.getCause().getMessage() + "; training continues");
      }
      failure = Optional.of(e.getCause());
    }
  }

  /** Whether everything was written. */
  boolean isWhole() {
    return failure.isEmpty();
  }

  /** Fails if the last attempt to write the file failed. */
  public void requireWhole() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }
}
