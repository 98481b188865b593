package io.ganglion.network;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.StampedLock;

/**
 * A lock that many threads share at once, or one thread takes exclusively.
 *
 * <p>It has several stripes. A thread shares one of them, which depends on its number, so that
 * threads do not compete for one cache line; the exclusive thread takes them all. Sharing costs two
 * compare-and-sets and allocates nothing. Threads that share it wait behind a thread that is waiting
 * to take it exclusively. It is not reentrant.
 */
final class StripedLock {

  /** A power of two. */
  private static final int STRIPES = 8;

  private final Lock[] shared = new Lock[STRIPES];
  private final Lock[] exclusive = new Lock[STRIPES];

  StripedLock() {
    for (int i = 0; i < STRIPES; i++) {
      StampedLock stripe = new StampedLock();
      shared[i] = stripe.asReadLock();
      exclusive[i] = stripe.asWriteLock();
    }
  }

  /**
   * Shares the lock.
   *
   * @return what the caller unlocks at the end
   */
  Lock share() {
    Lock stripe = stripe();
    stripe.lock();
    return stripe;
  }

  /**
   * Shares the lock without waiting.
   *
   * @return what the caller unlocks at the end; null if another thread has the lock exclusively
   */
  Lock tryShare() {
    Lock stripe = stripe();
    return stripe.tryLock() ? stripe : null;
  }

  private Lock stripe() {
    return shared[(int) Thread.currentThread().getId() & (STRIPES - 1)];
  }

  /** Takes the lock exclusively. */
  void lock() {
    for (Lock stripe : exclusive) {
      stripe.lock();
    }
  }

  /** Ends {@link #lock}. */
  void unlock() {
    for (Lock stripe : exclusive) {
      stripe.unlock();
    }
  }
}
