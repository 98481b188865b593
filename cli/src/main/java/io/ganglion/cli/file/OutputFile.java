package io.ganglion.cli.file;

import io.ganglion.cli.failure.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command will write at its end.
 *
 * @param path the file
 * @param option the option that names it
 */
public record OutputFile(Path path, String option) {

  /**
   * Refuses a file that cannot be written, before hours of training. Does not touch the file.
   *
   * @throws IOException if a link cannot be followed
   */
  public void requireWritable() throws IOException {
    Path target = Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
    if (Files.isDirectory(target)) {
      throw refused("is a folder, expected a file; choose another " + option);
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw refused("is write-protected and cannot be replaced; choose another " + option);
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw refused(
          "the folder " + folder + " does not exist; create it, or choose another " + option);
    }
    try {
      // The only reliable test: some file systems say that a folder is writable when it is not.
      Files.delete(Files.createTempFile(folder, ".ganglion-", ".tmp"));
    } catch (IOException e) {
      throw new CommandException(
          path + ": no file can be created in the folder " + folder + "; choose another " + option,
          e);
    }
  }

  private CommandException refused(String reason) {
    return new CommandException(path + ": " + reason);
  }
}
