package io.ganglion.datasets.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads the body of a response piece by piece, with a time limit for each piece.
 *
 * <p>The HTTP client's own input stream waits forever for a server that has gone silent.
 */
final class TimedBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  /** A delivery of the client: bytes, the end, or a failure. */
  private record Piece(List<ByteBuffer> bytes, boolean end, Throwable failure) {}

  /** One piece is requested at a time, so at most that piece and the end can be waiting here. */
  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();

  private final Duration longestSilence;
  private volatile Flow.Subscription subscription;

  TimedBody(Duration longestSilence) {
    this.longestSilence = longestSilence;
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    pieces.add(new Piece(bytes, false, null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece(List.of(), true, failure));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece(List.of(), true, null));
  }

  /**
   * Waits for the next bytes.
   *
   * @return the bytes, or an empty list at the end of the body
   * @throws StalledException if none came in time
   * @throws IOException if the connection broke
   * @throws InterruptedException if this thread was interrupted
   */
  List<ByteBuffer> next() throws IOException, InterruptedException {
    Piece piece = pieces.poll(longestSilence.toNanos(), TimeUnit.NANOSECONDS);
    if (piece == null) {
      throw new StalledException(longestSilence);
    }
    if (piece.failure() != null) {
      throw new IOException("cut off", piece.failure());
    }
    if (!piece.end()) {
      subscription.request(1);
    }
    return piece.bytes();
  }

  /** Gives up the connection, unless the body has come to its end. */
  @Override
  public void close() {
    Flow.Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
  }

  /** Thrown if a server has sent nothing for too long. */
  static final class StalledException extends IOException {
    private static final long serialVersionUID = 1L;

    StalledException(Duration longestSilence) {
      super("sent nothing for " + longestSilence.toMillis() / 1000.0 + " s");
    }
  }
}
