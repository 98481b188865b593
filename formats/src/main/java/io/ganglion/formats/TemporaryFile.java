package io.ganglion.formats;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A temporary file in the folder of a file that it will replace. It belongs to one writer alone: it
 * has a name of its own, and is made by opening what does not exist yet.
 *
 * <p>Its name, {@code .ganglion-….tmp}, has 30 characters, whatever the length of the other's. A
 * lock on it tells other programs that its writer lives. What a killed program has left has no
 * lock, and is deleted when the next file is written in the folder. Where files cannot be locked,
 * it stays.
 *
 * <p>If the JVM is asked to end, it completes the file first.
 */
final class TemporaryFile implements Closeable {

  private static final Pattern NAME = Pattern.compile("\\.ganglion-[0-9a-f]{16}\\.tmp");
  private static final int MOST_ATTEMPTS = 100;
  private static final long LONGEST_COMPLETION_SECONDS = 10;

  private static final FileAttribute<Set<PosixFilePermission>> FOR_ITS_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** The same right, of the group and of the others. */
  private static final List<Set<PosixFilePermission>> GROUP_AND_OTHERS =
      List.of(
          EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ),
          EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE),
          EnumSet.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE));

  /**
   * The names of this program's temporary files. Their locks must not be tried: POSIX drops all of
   * a program's locks on a file when the program closes any channel on it.
   */
  private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::completeOrDelete, "ganglion-file");

  /** Open as long as the file has a lock. */
  private FileChannel channel;

  private TemporaryFile(Path folder) {
    this.path =
        folder.resolve(
            String.format(
                Locale.ROOT, ".ganglion-%016x.tmp", ThreadLocalRandom.current().nextLong()));
  }

  /**
   * Makes a temporary file, and deletes those that killed programs have left in the folder.
   *
   * @param file the file to replace, which need not exist. If it does, the temporary file has its
   *     permissions and its group before it has any content
   */
  static TemporaryFile beside(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    deleteAbandoned(folder);
    for (int attempt = 1; ; attempt++) {
      TemporaryFile temporary = new TemporaryFile(folder);
      try {
        if (temporary.create(file)) {
          return temporary;
        }
        temporary.close();
      } catch (FileAlreadyExistsException e) {
        temporary.release();
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      } catch (IOException | RuntimeException | Error e) {
        temporary.close();
        throw e;
      }
    }
  }

  /** Returns whether the file is made, and not mistaken by another program for an abandoned one. */
  private boolean create(Path file) throws IOException {
    OWN.add(name());
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    if (view == null || !Files.exists(file)) {
      channel = FileChannel.open(path, options);
    } else {
      PosixFileAttributes replaced = Files.readAttributes(file, PosixFileAttributes.class);
      // Whoever can open it once can read it later, so nobody else may before it has its group.
      channel = FileChannel.open(path, options, FOR_ITS_OWNER);
      view.setPermissions(keepGroup(view, replaced));
    }
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: whoever writes now keeps it from ending until the file is written.
      closed.countDown();
    }
    return lock() && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Gives a new file the group of the one that it replaces, and returns the permissions that it may
   * have. Only members of a group can give files to it. The file then stays in its writer's group,
   * whose members may have had the rights of the others, and those of the old group become others:
   * so both may do only what both could do before.
   */
  static Set<PosixFilePermission> keepGroup(
      PosixFileAttributeView view, PosixFileAttributes replaced) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(replaced.permissions());
    if (view.readAttributes().group().equals(replaced.group())) {
      return permissions;
    }
    try {
      view.setGroup(replaced.group());
    } catch (IOException e) {
      for (Set<PosixFilePermission> both : GROUP_AND_OTHERS) {
        if (!permissions.containsAll(both)) {
          permissions.removeAll(both);
        }
      }
    }
    return permissions;
  }

  /** Takes the lock, and returns whether the file is this writer's. */
  private boolean lock() {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException | UnsupportedOperationException e) {
      // Files cannot be locked here. So no other program can take this one for abandoned.
      return true;
    }
  }

  /** Deletes what killed programs have left, so that frequent writing does not fill the disk. */
  private static void deleteAbandoned(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, ".ganglion-*.tmp")) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (NAME.matcher(name).matches()
            && !OWN.contains(name)
            && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          deleteUnlessLocked(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
      // Not fatal: either the target can still be written, or writing it reports a better reason.
      return;
    }
  }

  private static void deleteUnlessLocked(Path entry) {
    try (FileChannel other =
            FileChannel.open(entry, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = other.tryLock()) {
      if (lock != null) {
        Files.deleteIfExists(Replacement.folder(entry));
        Files.deleteIfExists(entry);
      }
    } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
      // It is somebody else's, or in use, or its lock cannot be known.
      return;
    }
  }

  Path path() {
    return path;
  }

  private String name() {
    return path.getFileName().toString();
  }

  /** Makes the content survive a power cut. */
  void force() throws IOException {
    Uninterrupted.run(
        () -> {
          if (!channel.isOpen()) {
            channel = FileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            // The lock was closed with the channel. Moving finds out if the file was deleted
            // meanwhile.
            lock();
          }
          channel.force(true);
        });
  }

  /** Gives the file the name of the one that it replaces. */
  void moveTo(Path file) throws IOException {
    try {
      Files.move(path, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(path, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes the file, unless it has been moved. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(path);
    } finally {
      release();
    }
  }

  private void release() throws IOException {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook sees that the file is closed.
    }
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      OWN.remove(name());
    }
  }

  /** Runs when the JVM is asked to end while the file is being written. */
  private void completeOrDelete() {
    try {
      if (!closed.await(LONGEST_COMPLETION_SECONDS, TimeUnit.SECONDS)) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | InterruptedException e) {
      // The next write in the folder deletes it.
      return;
    }
  }
}
