package io.ganglion.cli.file;

import io.ganglion.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/**
 * A file that this training replaces, and that another program may replace meanwhile. Each writes it
 * whole and the last one wins, which the user should know.
 */
public final class SharedFile {

  private final Path path;
  private final String content;
  private final Terminal terminal;
  private Optional<Version> last;
  private boolean told;

  /**
   * Remembers which file has the path now.
   *
   * @param path the file, which need not exist
   * @param content what this training writes, such as "weights"
   * @param terminal where the user is told
   */
  public SharedFile(Path path, String content, Terminal terminal) {
    this.path = path;
    this.content = content;
    this.terminal = terminal;
    this.last = Version.of(path);
  }

  /** What tells the files apart that have had a path: each save makes a new one. */
  private record Version(Object key, FileTime modified, long size) {

    static Optional<Version> of(Path path) {
      try {
        BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
        // Windows has no keys.
        return Optional.of(
            new Version(
                Objects.requireNonNullElse(file.fileKey(), ""),
                file.lastModifiedTime(),
                file.size()));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  /** Writes the file. */
  @FunctionalInterface
  public interface Writing<E extends Exception> {
    void run() throws E;
  }

  /** Writes the file, and tells the user once if another program has replaced it meanwhile. */
  public <E extends Exception> void write(Writing<E> writing) throws E {
    Optional<Version> now = Version.of(path);
    boolean replaced = now.isPresent() && !now.equals(last);
    writing.run();
    last = Version.of(path);
    if (replaced && !told) {
      told = true;
      terminal.note(
          path
              + " was replaced by another program meanwhile; this training's "
              + content
              + (content.endsWith("s") ? " are" : " is")
              + " in it now");
    }
  }
}
