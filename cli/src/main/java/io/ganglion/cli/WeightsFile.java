package io.ganglion.cli;

import io.ganglion.formats.Weights;
import io.ganglion.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file of a network's weights.
 *
 * @param path where it is, or will be
 */
record WeightsFile(Path path) {

  /** Whether there is something to start from. */
  boolean exists() {
    return Files.exists(path);
  }

  /** Refuses a file that is not there or cannot be weights. */
  void requireReadable() {
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
  void requireWritable() throws IOException {
    Weights.requireSupported(path);
    Path target = Files.isSymbolicLink(path) && exists() ? path.toRealPath() : path;
    if (Files.isDirectory(target)) {
      throw new CommandException(path + ": is a folder, expected a file; choose another --weights");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new CommandException(
          path + ": is write-protected, and training would replace it; choose another --weights");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandException(
          path
              + ": there is no folder "
              + folder
              + " to save it in; make it, or choose another --weights");
    }
    try {
      // The one question that every file system answers truly: some let nobody write and say else.
      Files.delete(Files.createTempFile(folder, ".ganglion-", ".tmp"));
    } catch (IOException e) {
      throw new CommandException(
          path + ": no file can be made in the folder " + folder + "; choose another --weights", e);
    }
  }

  /** What the file says of its network, if it says something. */
  Optional<String> description() throws IOException {
    return Weights.description(path);
  }

  /** Loads the weights into a network. */
  void load(Network network) throws IOException {
    Weights.load(path, network);
  }

  /** Saves a network's weights. */
  void save(Network network) throws IOException {
    Weights.save(path, network);
  }

  /** Returns the path. */
  @Override
  public String toString() {
    return path.toString();
  }
}
