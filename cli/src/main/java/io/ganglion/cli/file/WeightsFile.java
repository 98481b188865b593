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
 * The file of a network's weights.
 *
 * @param path where it is, or will be
 */
public record WeightsFile(Path path) {

  /** Whether there is something to start from. */
  public boolean exists() {
    return Files.exists(path);
  }

  /** When it was saved; the beginning of time if that cannot be told. */
  public FileTime saved() {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  /** Refuses a file that is not there or cannot be weights. */
  public void requireReadable() {
    Weights.requireSupported(path);
    if (!exists()) {
      throw new CommandException(
          path + ": no such weights file; train first: ganglion train --weights " + path);
    }
  }

  /**
   * Refuses a file that could not be saved after hours of training. Does not touch it.
   *
   * @throws IOException if a link cannot be followed
   */
  public void requireWritable() throws IOException {
    Weights.requireSupported(path);
    new OutputFile(path, "--weights").requireWritable();
  }

  /**
   * The network that the file says it holds, if it says so.
   *
   * @throws IOException if the file cannot be read, or what it says is no network
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
