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
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads files from mirrors over HTTP and verifies them. A download continues where an earlier
 * attempt ended if the mirror can send the remaining bytes alone.
 */
final class MirrorClient {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private final Duration longestSilence;
  private final HttpClient client;

  /**
   * Makes a client.
   *
   * @param connectTimeout how long to wait for a connection
   * @param longestSilence how long to wait for a response, or for its next bytes
   */
  MirrorClient(Duration connectTimeout, Duration longestSilence) {
    this.longestSilence = longestSilence;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * Downloads a file from one mirror. If bytes from an earlier attempt turn out to be wrong,
   * downloads it once more from the start.
   *
   * @param file the file, with its length and checksum
   * @param source its address at the mirror
   * @param part where to write it; bytes that are already there are continued
   * @param listener follows the progress
   * @throws MirrorException if the mirror cannot deliver the file; a part that can be continued
   *     stays
   * @throws IOException if the part cannot be written, or this thread is interrupted
   */
  void download(RemoteFile file, URI source, PartFile part, FetchListener listener)
      throws IOException, MirrorException {
    boolean resumed = part.size() > 0;
    try {
      transfer(file, source, part, listener);
    } catch (RangeException e) {
      part.delete();
      resumed = false;
      transfer(file, source, part, listener);
    }
    Optional<String> fault = Verification.fault(file, part.path());
    if (fault.isPresent() && resumed) {
      part.delete();
      transfer(file, source, part, listener);
      fault = Verification.fault(file, part.path());
    }
    if (fault.isPresent()) {
      part.delete();
      throw new MirrorException(fault.get());
    }
  }

  private void transfer(RemoteFile file, URI source, PartFile part, FetchListener listener)
      throws IOException, MirrorException {
    long there = part.size();
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
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> response =
        client.sendAsync(request, BodyHandlers.ofPublisher());
    try {
      return response.get(longestSilence.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new MirrorException(new TimedBody.StalledException(longestSilence).getMessage());
    } catch (ExecutionException e) {
      throw new MirrorException(reason(e.getCause()));
    } catch (InterruptedException e) {
      response.cancel(true);
      throw interrupted();
    }
  }

  static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return "host not found";
      }
      if (cause instanceof HttpConnectTimeoutException) {
        return "connection timed out";
      }
    }
    if (failure instanceof ConnectException) {
      return "no connection";
    }
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : printable(message);
  }

  /** A mirror may send anything. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
  }

  static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException(
        "fetching was interrupted; the next attempt continues from there");
  }

  /** Returns the byte of the file with which the response begins. */
  private static long start(HttpResponse<?> response, long there) throws MirrorException {
    switch (response.statusCode()) {
      case 200 -> {
        return 0;
      }
      case 206 -> {
        Matcher range =
            CONTENT_RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
        if (there == 0 || !range.matches() || Long.parseLong(range.group(1)) != there) {
          throw new RangeException("sent a different part of the file than requested");
        }
        return there;
      }
      case 416 -> throw new RangeException("has no such part of the file");
      case 301, 302, 303, 307, 308 ->
          // The client follows all others.
          throw new MirrorException(
              "redirects to '"
                  + printable(response.headers().firstValue("Location").orElse(""))
                  + "', expected an address that starts with https://");
      default -> throw new MirrorException("HTTP status " + response.statusCode());
    }
  }

  private static void save(
      RemoteFile file,
      TimedBody body,
      PartFile part,
      long start,
      long total,
      FetchListener listener)
      throws IOException, MirrorException {
    long done = start;
    try (FileChannel channel = part.open(start)) {
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
      throw new MirrorException(
          String.format(Locale.ROOT, "cut off after %d of %d bytes", done, total));
    }
  }

  private static List<ByteBuffer> next(TimedBody body) throws IOException, MirrorException {
    try {
      return body.next();
    } catch (InterruptedException e) {
      throw interrupted();
    } catch (IOException e) {
      // Not to be confused with failures of the disk, for which another mirror is no remedy.
      throw new MirrorException(e.getMessage());
    }
  }

  /** Thrown if a mirror does not continue the part that is there, so that it must start over. */
  private static final class RangeException extends MirrorException {
    private static final long serialVersionUID = 1L;

    RangeException(String reason) {
      super(reason);
    }
  }
}
