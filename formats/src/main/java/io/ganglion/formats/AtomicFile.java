package io.ganglion.formats;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file atomically: a reader sees either the complete old content or the complete new
 * content, even after a crash or when the disk is full.
 *
 * <p>The content goes to a temporary file in the same folder, which is forced to the disk and then
 * renamed over the target. If the file system cannot rename atomically, the target is replaced in
 * two steps. A symbolic link stays a link; the file that it points to is replaced. An existing file
 * keeps its permissions (POSIX). A write-protected file is not replaced.
 *
 * <p>On any failure the temporary file is deleted. If the program is killed, the temporary file
 * stays behind, named {@code .NAME.ganglion-….tmp} after its target; the next write to the same
 * target deletes it. For this reason only one program at a time may write a target, with any number
 * of threads. If two programs write it, the one that began earlier may fail, because the other
 * deleted its temporary file as abandoned; the target is complete even then.
 */
public final class AtomicFile {

  private static final int MOST_LINKS = 40;
  private static final String MARK = ".ganglion-";
  private static final String ENDING = ".tmp";

  /**
   * The names of the temporary files that this program is writing. A lock on each file would tell
   * other programs too. But POSIX drops a lock when any channel on the file is closed, as forcing
   * the file does, and Windows may not allow renaming a locked file.
   */
  private static final Set<String> UNFINISHED = ConcurrentHashMap.newKeySet();

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the whole content.
     *
     * @param out buffered; may be flushed and closed, but need not be
     * @throws IOException if the content cannot be produced or written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * <p>An interrupted thread still completes the file, and stays interrupted.
   *
   * @param target the file, created or replaced; its folder must exist
   * @param content writes the new content
   * @throws IOException if the file cannot be written (the message names the file and the reason),
   *     or if {@code content} throws it; the target is then unchanged
   */
  public static void write(Path target, Content content) throws IOException {
    write(
        target,
        content,
        temporary ->
            Files.newOutputStream(
                temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Opens the temporary file. Tests simulate a full disk here. */
  @FunctionalInterface
  interface Opener {
    OutputStream open(Path temporary) throws IOException;
  }

  static void write(Path target, Content content, Opener opener) throws IOException {
    // Forcing a channel fails in an interrupted thread. Training is stopped by an interrupt, and
    // that is just when the weights must be saved.
    boolean interrupted = Thread.interrupted();
    try {
      Path file = resolveLinks(target);
      requireReplaceable(target, file);
      replace(target, file, content, opener);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void replace(Path target, Path file, Content content, Opener opener)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    String beginning = "." + file.getFileName() + MARK;
    String name = beginning + Long.toHexString(ThreadLocalRandom.current().nextLong()) + ENDING;
    Path temporary = folder.resolve(name);
    UNFINISHED.add(name);
    try {
      deleteAbandoned(folder, beginning);
      try (OutputStream out = new Disk(target, create(target, temporary, opener));
          BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
        content.writeTo(buffered);
      }
      finish(target, file, temporary);
    } catch (IOException | RuntimeException | Error e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException undeleted) {
        e.addSuppressed(undeleted);
      }
      throw e;
    } finally {
      UNFINISHED.remove(name);
    }
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // The file is complete. Not every platform can make its new name survive a power cut: Windows
      // cannot open folders.
      return;
    }
  }

  /**
   * Deletes the files that killed programs left, so that frequent writing does not fill the disk.
   */
  private static void deleteAbandoned(Path folder, String beginning) {
    try (DirectoryStream<Path> abandoned =
        Files.newDirectoryStream(folder, file -> isAbandoned(file, beginning))) {
      for (Path temporary : abandoned) {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Not fatal: either the target can still be written, or writing it reports a better reason.
      return;
    }
  }

  private static boolean isAbandoned(Path file, String beginning) {
    String name = file.getFileName().toString();
    return name.length() > beginning.length() + ENDING.length()
        && name.startsWith(beginning)
        && name.endsWith(ENDING)
        && name.substring(beginning.length(), name.length() - ENDING.length())
            .chars()
            .allMatch(digit -> Character.digit(digit, 16) >= 0)
        && !UNFINISHED.contains(name);
  }

  private static void finish(Path target, Path file, Path temporary) throws IOException {
    try {
      keepPermissions(file, temporary);
      force(temporary, StandardOpenOption.WRITE);
      move(temporary, file);
    } catch (IOException e) {
      throw unwritable(
          target,
          Files.exists(temporary)
              ? IoReason.of(e)
              : "its temporary file "
                  + temporary
                  + " is gone: another program writes the same file, or the folder was deleted; let"
                  + " one program at a time write it",
          e);
    }
  }

  private static OutputStream create(Path target, Path temporary, Opener opener)
      throws IOException {
    try {
      return opener.open(temporary);
    } catch (IOException e) {
      throw unwritable(
          target,
          "no file can be created in the folder "
              + temporary.getParent()
              + " ("
              + IoReason.of(e)
              + ")",
          e);
    }
  }

  private static Path resolveLinks(Path target) throws IOException {
    Path file = target;
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) {
        throw unwritable(target, "its symbolic links form a loop", null);
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    return file;
  }

  private static void requireReplaceable(Path target, Path file) throws IOException {
    if (file.getFileName() == null || Files.isDirectory(file)) {
      throw unwritable(target, "it is a folder, expected a file", null);
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(file)) {
        throw unwritable(target, "it is a device or a pipe, expected a file", null);
      }
      if (!Files.isWritable(file)) {
        throw unwritable(target, "it is write-protected", null);
      }
    }
  }

  private static void keepPermissions(Path file, Path temporary) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (view != null && Files.exists(file)) {
      view.setPermissions(Files.getPosixFilePermissions(file));
    }
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  private static void move(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static IOException unwritable(Path target, String reason, IOException cause) {
    return new IOException(target + ": cannot be written: " + reason, cause);
  }

  /**
   * Gives failures of the disk a message of their own, to tell them from failures of the content.
   */
  private static final class Disk extends FilterOutputStream {

    private final Path target;

    Disk(Path target, OutputStream out) {
      super(out);
      this.target = target;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw unwritable(target, IoReason.of(e), e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } catch (IOException e) {
        throw unwritable(target, IoReason.of(e), e);
      }
    }
  }
}
