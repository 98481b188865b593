package io.ganglion.datasets;

import java.io.Closeable;
import java.io.IOException;

/**
 * The splits of one dataset. Each file is opened and read once for both: the two splits of an NPZ file
 * are of one content, even if another program replaces it meanwhile. {@link Datasets#splits} opens
 * them.
 */
@FunctionalInterface
public interface Splits extends Closeable {

  /**
   * Reads a split.
   *
   * @param split the part to read
   * @return the dataset, completely in memory
   * @throws io.ganglion.formats.FormatException if it is not a dataset, is cut off or damaged, has
   *     labels outside the classes, or lacks this split
   * @throws IOException if it cannot be read
   */
  Dataset read(Split split) throws IOException;

  /** Closes what is open. */
  @Override
  default void close() throws IOException {}
}
