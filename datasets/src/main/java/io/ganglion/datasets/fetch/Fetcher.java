package io.ganglion.datasets.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches datasets from the net, when asked and only then.
 *
 * <p>Each file is asked from one mirror after the other until its checksum is right, and only then
 * moved to its place, at once. What came before a connection broke stays beside it, with {@code
 * .part} at its name, and the next mirror or the next attempt sends only the rest if it can. A mirror
 * that sends nothing for a while is given up. What lay in the file's place before is left alone until
 * a right one replaces it. Two processes do not fetch the same dataset at once.
 */
public final class Fetcher {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private final DataFolder dataFolder;
  private final Duration longestSilence;
  private final HttpClient client;

  private Fetcher(DataFolder dataFolder, Duration connectTimeout, Duration longestSilence) {
    this.dataFolder = Objects.requireNonNull(dataFolder, "dataFolder");
    this.longestSilence = longestSilence;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * Makes a fetcher that waits 15 seconds for a connection and 30 seconds for bytes.
   *
   * @param dataFolder where to put what is fetched
   * @return the fetcher
   */
  public static Fetcher into(DataFolder dataFolder) {
    return new Fetcher(dataFolder, CONNECT_TIMEOUT, LONGEST_SILENCE);
  }

  /**
   * Makes a fetcher with its own patience.
   *
   * @param dataFolder where to put what is fetched
   * @param connectTimeout how long to wait for a connection, more than zero
   * @param longestSilence how long to wait for an answer, or for the next bytes of it, more than zero
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
   * Fetches a dataset. Files that are there already, and right, are not fetched again.
   *
   * @param dataset what to fetch
   * @param listener is told how it goes
   * @return the folder with the dataset's files
   * @throws FetchException if a file could be had from no mirror, with each one's reason, or if the
   *     folder cannot be written; the files that came before stay
   * @throws IOException if this thread was interrupted, which it then still is
   */
  public Path fetch(RemoteDataset dataset, FetchListener listener) throws IOException {
    Path folder = dataFolder.folder(dataset);
    try {
      Files.createDirectories(folder);
      fetch(dataset, folder, listener);
    } catch (ClosedByInterruptException e) {
      throw interrupted();
    } catch (FetchException | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new FetchException(
          "%s: cannot be stored in %s (%s): make room there, or name another folder in GANGLION_DATA"
              .formatted(dataset.name(), folder, diskReason(e)),
          e);
    }
    return folder;
  }

  /** Many of the file system's exceptions say only which file it is. */
  private static String diskReason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a file is in the place of the folder";
    }
    return e instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : reason(e);
  }

  private void fetch(RemoteDataset dataset, Path folder, FetchListener listener)
      throws IOException {
    Path lockFile = folder.resolve(".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel)) {
      if (lock == null) {
        throw new FetchException(
            "%s: is being fetched to %s already: wait until that is done"
                .formatted(dataset.name(), folder));
      }
      for (RemoteFile file : dataset.files()) {
        fetch(dataset, file, folder.resolve(file.name()), listener);
        listener.finished(file);
      }
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      return null;
    }
  }

  private void fetch(RemoteDataset dataset, RemoteFile file, Path target, FetchListener listener)
      throws IOException {
    if (Files.isRegularFile(target) && Verification.fault(file, target).isEmpty()) {
      return;
    }
    Path part = target.resolveSibling(file.name() + ".part");
    if (Files.isRegularFile(part) && Verification.fault(file, part).isEmpty()) {
      publish(part, target);
      return;
    }
    List<String> failures = new ArrayList<>();
    for (URI mirror : dataset.mirrors()) {
      URI source = mirror.resolve(file.name());
      try {
        download(file, source, part, listener);
        publish(part, target);
        return;
      } catch (MirrorException e) {
        listener.failed(file, source, e.getMessage());
        failures.add(source + " (" + e.getMessage() + ")");
      }
    }
    throw new FetchException(
        "%s: no mirror gave %s: %s; try again later, or put the file into %s yourself"
            .formatted(
                dataset.name(), file.name(), String.join(", ", failures), target.getParent()));
  }

  /** Downloads to the part file and verifies it, once more from the start if its start was wrong. */
  private void download(RemoteFile file, URI source, Path part, FetchListener listener)
      throws IOException, MirrorException {
    boolean resumed = Files.exists(part) && Files.size(part) > 0;
    try {
      transfer(file, source, part, listener);
    } catch (RangeException e) {
      Files.deleteIfExists(part);
      resumed = false;
      transfer(file, source, part, listener);
    }
    Optional<String> fault = Verification.fault(file, part);
    if (fault.isPresent() && resumed) {
      Files.delete(part);
      transfer(file, source, part, listener);
      fault = Verification.fault(file, part);
    }
    if (fault.isPresent()) {
      Files.delete(part);
      throw new MirrorException(fault.get());
    }
  }

  private void transfer(RemoteFile file, URI source, Path part, FetchListener listener)
      throws IOException, MirrorException {
    long there = Files.exists(part) ? Files.size(part) : 0;
    listener.started(file, source, there);
    HttpRequest.Builder request = HttpRequest.newBuilder(source).header("User-Agent", "ganglion");
    if (there > 0) {
      request.header("Range", "bytes=" + there + "-");
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request.build());
    try (TimedBody body = new TimedBody(longestSilence)) {
      response.body().subscribe(body);
      long start = start(response, there);
      long rest = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      long total = rest < 0 ? -1 : start + rest;
      if (total > file.mostBytes()) {
        throw new MirrorException(total + " bytes, expected at most " + file.mostBytes());
      }
      save(file, body, part, start, total, listener);
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpRequest request)
      throws IOException, MirrorException {
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        client.sendAsync(request, BodyHandlers.ofPublisher());
    try {
      return answer.get(longestSilence.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new MirrorException(new TimedBody.StalledException(longestSilence).getMessage());
    } catch (ExecutionException e) {
      throw new MirrorException(reason(e.getCause()));
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw interrupted();
    }
  }

  private static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return "host not found";
      }
      if (cause instanceof HttpConnectTimeoutException) {
        return "no connection in time";
      }
    }
    if (failure instanceof ConnectException) {
      return "no connection";
    }
    String message = failure.getMessage();
    return message == null
        ? failure.getClass().getSimpleName()
        : message.replaceAll("\\p{Cntrl}+", " ");
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("fetching was interrupted; it goes on from there next time");
  }

  /** Returns from which byte of the file on the answer goes. */
  private static long start(HttpResponse<?> response, long there) throws MirrorException {
    switch (response.statusCode()) {
      case 200 -> {
        return 0;
      }
      case 206 -> {
        Matcher range =
            CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
        if (there == 0 || !range.matches() || Long.parseLong(range.group(1)) != there) {
          throw new RangeException("another part of the file than asked for");
        }
        return there;
      }
      case 416 -> throw new RangeException("no such part of the file");
      default -> throw new MirrorException("HTTP status " + response.statusCode());
    }
  }

  private static void save(
      RemoteFile file, TimedBody body, Path part, long start, long total, FetchListener listener)
      throws IOException, MirrorException {
    long done = start;
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.truncate(start);
      channel.position(start);
      while (true) {
        List<ByteBuffer> bytes = next(body);
        if (bytes.isEmpty()) {
          break;
        }
        for (ByteBuffer buffer : bytes) {
          done += buffer.remaining();
          if (done > file.mostBytes()) {
            throw new MirrorException("more bytes than the expected " + file.mostBytes());
          }
          while (buffer.hasRemaining()) {
            channel.write(buffer);
          }
        }
        listener.progressed(file, done, total);
      }
      channel.force(true);
    }
    if (total >= 0 && done != total) {
      throw new MirrorException("cut off after %d of %d bytes".formatted(done, total));
    }
  }

  private static List<ByteBuffer> next(TimedBody body) throws IOException, MirrorException {
    try {
      return body.next();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (IOException e) {
      // Kept apart from failures of the disk, which another mirror does not help against.
      throw new MirrorException(e.getMessage());
    }
  }

  private static void publish(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** A mirror's failure, after which the next one is tried. */
  private static class MirrorException extends Exception {
    private static final long serialVersionUID = 1L;

    MirrorException(String reason) {
      super(reason);
    }
  }

  /** A mirror does not continue the part that is there, so that it must start again. */
  private static final class RangeException extends MirrorException {
    private static final long serialVersionUID = 1L;

    RangeException(String reason) {
      super(reason);
    }
  }
}
