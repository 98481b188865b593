package io.ganglion.cli.command;

import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.fetch.DataFolder;
import java.util.function.Supplier;

/**
 * What surrounds one run of the command.
 *
 * @param terminal where it prints
 * @param stop what asks it to stop
 * @param dataFolders tells where fetched data lies, asked only by who needs it
 */
public record Session(Terminal terminal, StopSignal stop, Supplier<DataFolder> dataFolders) {

  /** Where fetched data lies. */
  DataFolder dataFolder() {
    return dataFolders.get();
  }
}
