package io.ganglion.cli;

import io.ganglion.formats.Weights;
import io.ganglion.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The file of a network's weights. */
final class WeightsOption {

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      defaultValue = "weights.json",
      description =
          "The network's weights, ending in .json, .npz or .safetensors (default: ${DEFAULT-VALUE}).")
  private Path file;

  /** The file, which need not exist. */
  Path file() {
    return file;
  }

  /** Whether there is something to start from. */
  boolean exists() {
    return Files.exists(file);
  }

  /** Refuses a file that is not there or cannot be weights. */
  void requireReadable() {
    Weights.requireSupported(file);
    if (!exists()) {
      throw new CommandException(
          file + ": no such weights file; train first: ganglion train --weights " + file);
    }
  }

  /**
   * Refuses a file that could not be saved after hours of training. Does not touch it.
   *
   * @throws IOException if a link cannot be followed
   */
  void requireWritable() throws IOException {
    Weights.requireSupported(file);
    Path target = Files.isSymbolicLink(file) && exists() ? file.toRealPath() : file;
    if (Files.isDirectory(target)) {
      throw new CommandException(file + ": is a folder, expected a file; choose another --weights");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new CommandException(
          file + ": is write-protected, and training would replace it; choose another --weights");
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandException(
          file
              + ": there is no folder "
              + folder
              + " to save it in; make it, or choose another --weights");
    }
    try {
      // The one question that every file system answers truly: some let nobody write and say else.
      Files.delete(Files.createTempFile(folder, ".ganglion-", ".tmp"));
    } catch (IOException e) {
      throw new CommandException(
          file + ": no file can be made in the folder " + folder + "; choose another --weights", e);
    }
  }

  /** Loads the weights into a network. */
  void load(Network network) throws IOException {
    Weights.load(file, network);
  }
}
