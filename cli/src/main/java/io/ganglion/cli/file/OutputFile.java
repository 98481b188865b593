package io.ganglion.cli.file;

import io.ganglion.cli.failure.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that a command will write in the end.
 *
 * @param path where
 * @param option what names it
 */
public record OutputFile(Path path, String option) {

  /**
   * Refuses a file that could not be written, before hours of training. Does not touch it.
   *
   * @throws IOException if a link cannot be followed
   */
  public void requireWritable() throws IOException {
    Path target = Files.isSymbolicLink(path) && Files.exists(path) ? path.toRealPath() : path;
    if (Files.isDirectory(target)) {
      throw refused("is a folder, expected a file; choose another " + option);
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw refused("is write-protected, and would be replaced; choose another " + option);
    }
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw refused(
          "there is no folder " + folder + " to save it in; make it, or choose another " + option);
    }
    try {
      // The one question that every file system answers truly: some let nobody write and say else.
      Files.delete(Files.createTempFile(folder, ".ganglion-", ".tmp"));
    } catch (IOException e) {
      throw new CommandException(
          path + ": no file can be made in the folder " + folder + "; choose another " + option, e);
    }
  }

  private CommandException refused(String reason) {
    return new CommandException(path + ": " + reason);
  }
}
