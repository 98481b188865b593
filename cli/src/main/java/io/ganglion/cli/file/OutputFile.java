package io.ganglion.cli.file;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.formats.AtomicFile;
import io.ganglion.formats.FormatException;
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
   * Refuses a file that cannot be written, before hours of training: does what writing will do,
   * without touching the file.
   *
   * @throws IOException if it fails in another way
   */
  public void requireWritable() throws IOException {
    requireWritable(AtomicFile::check);
  }

  /**
   * The same for a file that is written in another way.
   *
   * @param check does what writing will do, and fails as writing will fail
   * @throws IOException if the file is of another kind
   */
  public void requireWritable(Check check) throws IOException {
    requireFolder();
    try {
      check.of(path);
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw new CommandException(e.getMessage() + "; choose another " + option, e);
    }
  }

  /** Checks a file. */
  @FunctionalInterface
  public interface Check {
    void of(Path file) throws IOException;
  }

  private void requireFolder() {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && Files.notExists(folder)) {
      throw refused(
          "the folder " + folder + " does not exist; create it, or choose another " + option);
    }
  }

  /**
   * Refuses to replace a file of another kind: a mistyped name must not destroy it.
   *
   * @param kind what the option may replace, such as "a PNG image"
   * @param test recognises it by its content
   * @throws IOException if the file cannot be read
   */
  public void requireReplaceable(String kind, Test test) throws IOException {
    if (Files.exists(path) && !test.accepts(path)) {
      throw refused("is not " + kind + "; delete it, or choose another " + option);
    }
  }

  /** Recognises a kind of files by their content. */
  @FunctionalInterface
  public interface Test {
    boolean accepts(Path file) throws IOException;
  }

  private CommandException refused(String reason) {
    return new CommandException(path + ": " + reason);
  }
}
