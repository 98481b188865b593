package io.ganglion.cli;

import io.ganglion.datasets.fetch.DataFolder;
import java.util.function.Supplier;

/**
 * What surrounds one run of the command.
 *
 * @param terminal where it prints
 * @param stop what asks it to stop
 * @param dataFolders tells where fetched data lies, asked only by who needs it
 */
record Session(Terminal terminal, StopSignal stop, Supplier<DataFolder> dataFolders) {

  /** Where fetched data lies. */
  DataFolder dataFolder() {
    return dataFolders.get();
  }
}
