package io.ganglion.cli.command;

import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.fetch.DataFolder;
import java.util.function.Supplier;

/**
 * The environment of one run of the command.
 *
 * @param terminal where it prints
 * @param stop asks it to stop
 * @param dataFolders supplies the folder for fetched data; called only by commands that need it
 */
public record Session(Terminal terminal, StopSignal stop, Supplier<DataFolder> dataFolders) {

  /** Returns the folder for fetched data. */
  DataFolder dataFolder() {
    return dataFolders.get();
  }
}
