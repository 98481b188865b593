package io.ganglion.datasets.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Downloads datasets, but only when asked to.
 *
 * <p>For each file the mirrors are tried in turn until one delivers it with the right checksum.
 * Only then is the file moved into place, atomically; until then, any earlier file stays. If a
 * connection breaks, the bytes that have arrived stay in a file beside it whose name ends in {@code
 * .part}. The next attempt, on this mirror or another, requests only the remaining bytes; a mirror
 * that cannot send a part of a file sends all of it. If a mirror sends nothing for a while, the
 * next one is tried. Two processes never fetch the same dataset at the same time.
 *
 * <p>The folder may be shared. Links in it that have the names of parts are deleted, not followed,
 * and so are parts of other users.
 */
public final class Fetcher {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

  private final DataFolder dataFolder;
  private final MirrorClient client;

  private Fetcher(DataFolder dataFolder, Duration connectTimeout, Duration longestSilence) {
    this.dataFolder = Objects.requireNonNull(dataFolder, "dataFolder");
    this.client = new MirrorClient(connectTimeout, longestSilence);
  }

  /**
   * Makes a fetcher that waits at most 15 seconds for a connection and 30 seconds for bytes.
   *
   * @param dataFolder the folder for fetched datasets
   * @return the fetcher
   */
  public static Fetcher into(DataFolder dataFolder) {
    return new Fetcher(dataFolder, CONNECT_TIMEOUT, LONGEST_SILENCE);
  }

  /**
   * Makes a fetcher with its own time limits.
   *
   * @param dataFolder the folder for fetched datasets
   * @param connectTimeout how long to wait for a connection, more than zero
   * @param longestSilence how long to wait for a response, or for its next bytes, more than zero
   * @return the fetcher
   * @throws IllegalArgumentException if a duration is not more than zero
   */
  public static Fetcher into(
      DataFolder dataFolder, Duration connectTimeout, Duration longestSilence) {
    if (longestSilence.isNegative() || longestSilence.isZero()) {
      throw new IllegalArgumentException(
          "longest silence " + longestSilence + "; expected more than zero");
    }
    return new Fetcher(dataFolder, connectTimeout, longestSilence);
  }

  /**
   * Fetches a dataset. Files that are already there and have the right checksum are not fetched
   * again.
   *
   * @param dataset the dataset
   * @param listener follows the progress
   * @return the folder with the dataset's files
   * @throws FetchException if no mirror delivers a file (the message names each with the reason),
   *     if another process fetches the dataset, or if the folder cannot be written; files that have
   *     been fetched stay
   * @throws IOException if this thread is interrupted; it then stays interrupted
   */
  public Path fetch(RemoteDataset dataset, FetchListener listener) throws IOException {
    Path folder = dataFolder.folder(dataset);
    try {
      Files.createDirectories(folder);
      fetch(dataset, folder, listener);
    } catch (ClosedByInterruptException e) {
      throw MirrorClient.interrupted();
    } catch (FetchException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new FetchException(
          String.format(
              Locale.ROOT,
              "%s: cannot be stored in %s (%s): make room there or name another folder in GANGLION_DATA",
              dataset.name(),
              folder,
              diskReason(e)),
          e);
    }
    return folder;
  }

  /** The message of many of the file system's exceptions is only a file name. */
  private static String diskReason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file is where the folder should be";
    }
    return e instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : MirrorClient.reason(e);
  }

  private void fetch(RemoteDataset dataset, Path folder, FetchListener listener)
      throws IOException {
    try (FileChannel channel = openLock(dataset, folder.resolve(".lock"));
        FileLock lock = tryLock(channel)) {
      if (lock == null) {
        throw new FetchException(
            String.format(
                Locale.ROOT,
                "%s: is already being fetched to %s: wait until that is done",
                dataset.name(),
                folder));
      }
      for (RemoteFile file : dataset.files()) {
        fetch(dataset, file, folder.resolve(file.name()), listener);
        listener.finished(file);
      }
    }
  }

  /** Refuses a link, which may lead to any file, and a pipe, which would wait for a reader. */
  private static FileChannel openLock(RemoteDataset dataset, Path lockFile) throws IOException {
    if (Files.exists(lockFile, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(lockFile, LinkOption.NOFOLLOW_LINKS)) {
      throw new FetchException(
          String.format(
              Locale.ROOT,
              "%s: cannot be fetched: %s is not an ordinary file; delete it",
              dataset.name(),
              lockFile));
    }
    return FileChannel.open(
        lockFile,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This process itself holds the lock.
      return null;
    }
  }

  private void fetch(RemoteDataset dataset, RemoteFile file, Path target, FetchListener listener)
      throws IOException {
    if (Files.isRegularFile(target) && Verification.fault(file, target).isEmpty()) {
      return;
    }
    PartFile part = new PartFile(target.resolveSibling(file.name() + ".part"));
    if (part.isOwn() && Verification.fault(file, part.path()).isEmpty()) {
      publish(part.path(), target);
      return;
    }
    List<String> failures = new ArrayList<>();
    for (URI mirror : dataset.mirrors()) {
      URI source = mirror.resolve(file.name());
      try {
        client.download(file, source, part, listener);
        publish(part.path(), target);
        return;
      } catch (MirrorException e) {
        listener.failed(file, source, e.getMessage());
        failures.add(source + " (" + e.getMessage() + ")");
      }
    }
    throw new FetchException(
        String.format(
            Locale.ROOT,
            "%s: no mirror delivered %s: %s; try again later, or put the file into %s yourself",
            dataset.name(),
            file.name(),
            String.join(", ", failures),
            target.getParent()));
  }

  private static void publish(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
