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
 * Writes a file all or nothing: whoever reads it sees the old content or the new, whole, even after
 * a crash or on a full disk.
 *
 * <p>The content goes to a temporary file in the same folder, is forced to the disk, and the
 * temporary file is renamed over the target. Where the file system cannot rename atomically, the
 * target is replaced in two steps. A symbolic link stays a link: what it points to is replaced. An
 * existing file keeps its permissions (POSIX), and one that is write-protected is not replaced.
 *
 * <p>The temporary file is deleted on any failure. If the whole program is killed it stays behind,
 * named {@code .NAME.ganglion-….tmp} after its target, until the target is written again: that
 * deletes those that were left. So one program at a time writes a target, with any number of
 * threads. Should two do so, the one that began earlier may get an error, because the other took
 * its temporary file for an abandoned one; the target is whole all the same.
 */
public final class AtomicFile {

  private static final int MOST_LINKS = 40;
  private static final String MARK = ".ganglion-";
  private static final String ENDING = ".tmp";

  /**
   * The names of the temporary files that this program is writing. A lock on each would tell other
   * programs too, but is lost when any channel on the file is closed (POSIX), as forcing it does,
   * and would have to be held while it is renamed, which Windows need not allow.
   */
  private static final Set<String> UNFINISHED = ConcurrentHashMap.newKeySet();

  private AtomicFile() {}

  /** Content that knows how to write itself. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the whole content.
     *
     * @param out buffered; need be neither flushed nor closed, but may be
     * @throws IOException if the content cannot be made or written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * <p>A thread that was interrupted before still completes the file, and stays interrupted.
   *
   * @param target the file, made or replaced; its folder must exist
   * @param content what to write
   * @throws IOException if the file cannot be written, with a message that names it and the reason;
   *     or whatever the content itself throws. The target is then as it was
   */
  public static void write(Path target, Content content) throws IOException {
    write(
        target,
        content,
        temporary ->
            Files.newOutputStream(
                temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /** Opens the temporary file; a test puts a full disk behind it. */
  @FunctionalInterface
  interface Opener {
    OutputStream open(Path temporary) throws IOException;
  }

  static void write(Path target, Content content, Opener opener) throws IOException {
    // Forcing an interruptible channel would fail in a thread that was interrupted to stop it
    // training: just when its weights are to be saved.
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
      // The file is whole. That its new name survives a power cut is more than some platforms
      // promise: Windows opens no folders.
      return;
    }
  }

  /** Deletes what a killed program left, so that a target written often fills no disk. */
  private static void deleteAbandoned(Path folder, String beginning) {
    try (DirectoryStream<Path> abandoned =
        Files.newDirectoryStream(folder, file -> isAbandoned(file, beginning))) {
      for (Path temporary : abandoned) {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The target can be written all the same, or what writes it will say better why it cannot.
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
                  + " is gone; expected one program at a time to write it, found another, or a"
                  + " deleted folder",
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
          "no file can be made in the folder "
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
        throw unwritable(target, "its symbolic links lead in a circle", null);
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

  /** Gives the disk's failures their sentence, so that they differ from those of the content. */
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
