package io.ganglion.cli.file;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.formats.Weights;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file of a network's weights.
 *
 * @param path the file, which need not exist yet
 */
public record WeightsFile(Path path) {

  /** Whether the file exists. */
  public boolean exists() {
    return Files.exists(path);
  }

  /** When the file was saved; the epoch, 1970, if that is unknown. */
  public FileTime saved() {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** Refuses a file that does not exist or is not in a format for weights. */
  public void requireReadable() {
    Weights.requireSupported(path);
    if (!exists()) {
      throw new CommandException(
          path + ": no such weights file; make one with: ganglion train --weights " + path);
    }
  }

  /**
   * Refuses a file that cannot be written, before hours of training. Does not touch the file.
   *
   * @throws IOException if a link cannot be followed
   */
  public void requireWritable() throws IOException {
    Weights.requireSupported(path);
    new OutputFile(path, "--weights").requireWritable();
  }

  /**
   * The network that the file describes, if it describes one.
   *
   * @throws IOException if the file cannot be read, or its description is not a network
   */
  public Optional<Architecture> network() throws IOException {
    return Weights.architecture(path);
  }

  /** Loads the weights into a network. */
  public void load(Network network) throws IOException {
    Weights.load(path, network);
  }

  /** Saves a network's weights. */
  public void save(Network network) throws IOException {
    Weights.save(path, network);
  }

  /** Returns the path. */
  @Override
  public String toString() {
    return path.toString();
  }
}
