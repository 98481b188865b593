package io.ganglion.formats;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Writes a file atomically: a reader sees either the complete old content or the complete new
 * content, even after a crash or when the disk is full.
 *
 * <p>The content goes to a temporary file in the same folder, which is forced to the disk and then
 * renamed over the target. If the file system cannot rename atomically, the target is replaced in
 * two steps. A symbolic link stays a link; the file that it points to is replaced. An existing file
 * keeps its permissions and, if its writer is a member of it, its group (POSIX). Otherwise it gets
 * the writer's group, and the group and others keep the rights that both of them had: 640 becomes
 * 600, and 664 becomes 644. The temporary file has them before it has any content. A
 * write-protected file is not replaced.
 *
 * <p>Any number of programs and threads may write a target: each has a temporary file of its own,
 * named {@code .ganglion-….tmp}, and the target is what the last of them wrote. On any failure the
 * temporary file is deleted, and if the JVM is asked to end, the file is completed first. If the
 * program is killed, the temporary file stays behind; the next write in the folder deletes it.
 */
public final class AtomicFile {

  private static final int MOST_LINKS = 40;

  /** What {@link #check} writes: more than fits into a file system's own tables. */
  private static final int TRIAL_BYTES = 1 << 16;

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
    write(target, content, AtomicFile::open);
  }

  /**
   * Refuses a target that {@link #write} would refuse, so that a program can say so before hours of
   * work. Does what writing does, with a temporary file, and leaves the target alone.
   *
   * @param target the file; it need not exist
   * @throws IOException if the file cannot be written; the message names the file and the reason
   */
  public static void check(Path target) throws IOException {
    check(target, AtomicFile::open);
  }

  /** Opens the temporary file. Tests simulate a full disk here. */
  @FunctionalInterface
  interface Opener {
    OutputStream open(Path temporary) throws IOException;
  }

  /** An output stream, unlike a channel, is not closed by an interrupt. */
  private static OutputStream open(Path temporary) throws IOException {
    return Files.newOutputStream(temporary, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
  }

  static void write(Path target, Content content, Opener opener) throws IOException {
    beside(
        target,
        opener,
        (file, temporary, out) -> {
          BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
          content.writeTo(new KeptOpen(buffered));
          buffered.flush();
          finish(target, file, temporary);
          forceFolder(file);
        });
  }

  /**
   * What the content is written to. Closing it closes nothing: POSIX would then drop the lock of the
   * temporary file, and another program would take it for abandoned before it is moved.
   */
  private static final class KeptOpen extends FilterOutputStream {

    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  static void check(Path target, Opener opener) throws IOException {
    beside(
        target,
        opener,
        (file, temporary, out) -> {
          out.write(new byte[TRIAL_BYTES]);
          force(target, temporary);
          if (Files.exists(file)) {
            Replacement.check(target, file, temporary.path());
          }
        });
  }

  /** What is done with a temporary file that is open for writing. */
  @FunctionalInterface
  private interface Action {
    void run(Path file, TemporaryFile temporary, OutputStream out) throws IOException;
  }

  /**
   * Makes a temporary file beside the target, and deletes it unless the action has moved it.
   *
   * <p>Forcing a channel fails in an interrupted thread. Training is stopped by an interrupt, and
   * that is just when the weights must be saved.
   */
  private static void beside(Path target, Opener opener, Action action) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      Path file = resolveLinks(target);
      requireReplaceable(target, file);
      try (TemporaryFile temporary = create(target, file);
          OutputStream out = new Disk(target, open(target, temporary, opener))) {
        action.run(file, temporary, out);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static TemporaryFile create(Path target, Path file) throws IOException {
    try {
      return TemporaryFile.beside(file);
    } catch (IOException e) {
      throw uncreatable(target, file.toAbsolutePath().getParent(), e);
    }
  }

  private static OutputStream open(Path target, TemporaryFile temporary, Opener opener)
      throws IOException {
    try {
      return opener.open(temporary.path());
    } catch (IOException e) {
      throw uncreatable(target, temporary.path().getParent(), e);
    }
  }

  private static IOException uncreatable(Path target, Path folder, IOException cause) {
    return unwritable(
        target,
        "no file can be created in the folder " + folder + " (" + IoReason.of(cause) + ")",
        cause);
  }

  private static void finish(Path target, Path file, TemporaryFile temporary) throws IOException {
    force(target, temporary);
    try {
      temporary.moveTo(file);
    } catch (IOException e) {
      throw unwritable(
          target,
          Files.exists(temporary.path())
              ? IoReason.of(e)
              : "its temporary file "
                  + temporary.path()
                  + " is gone: another program deleted it or the folder; write the file again",
          e);
    }
  }

  private static void force(Path target, TemporaryFile temporary) throws IOException {
    try {
      temporary.force();
    } catch (IOException e) {
      throw unwritable(target, IoReason.of(e), e);
    }
  }

  /** Makes the name of a file survive a power cut, and returns whether that is possible. */
  static boolean forceFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Uninterrupted.run(
          () -> {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
              channel.force(true);
            }
          });
      return true;
    } catch (IOException e) {
      // The file is complete. Windows, for example, cannot open folders.
      return false;
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
    requirePossibleName(target, file);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isRegularFile(file)) {
        throw unwritable(target, "it is a device or a pipe, expected a file", null);
      }
      if (!Files.isWritable(file)) {
        throw unwritable(target, "it is write-protected", null);
      }
    }
  }

  /** The temporary file's name is short, so it does not show that the file's own is too long. */
  private static void requirePossibleName(Path target, Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      if (!(e instanceof NoSuchFileException)
          && Files.isDirectory(file.toAbsolutePath().getParent())) {
        throw unwritable(target, IoReason.of(e), e);
      }
    }
  }

  static IOException unwritable(Path target, String reason, IOException cause) {
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
