package io.ganglion.network;

import java.util.Locale;
import java.util.concurrent.locks.Lock;

/**
 * Decides who may use the parameters of a network: any number of predictions at once; or one thread
 * that replaces all values, or frees them; or one thread that trains, for as long as it takes. A
 * thread waits for another's short use; it is refused during a training, and once the parameters are
 * freed.
 *
 * <p>Networks that share parameters share a guard.
 */
final class Guard {

  private final StripedLock lock = new StripedLock();

  // Both are read while the lock is shared, and changed only while it is exclusive.
  private boolean closed;
  private Thread trainer;

  /**
   * Begins a use that changes no parameter.
   *
   * @return what the caller unlocks at the end
   * @throws IllegalStateException if the network is closed, or another thread trains it
   */
  Lock enter() {
    Lock use = lock.share();
    if (closed || (trainer != null && trainer != Thread.currentThread())) {
      IllegalStateException refusal = refusal();
      use.unlock();
      throw refusal;
    }
    return use;
  }

  /**
   * Runs a change that no prediction may see half done.
   *
   * @throws IllegalStateException if the network is closed, or another thread trains it
   */
  void change(Runnable change) {
    lock.lock();
    try {
      if (closed || (trainer != null && trainer != Thread.currentThread())) {
        throw refusal();
      }
      change.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs what frees the parameters, the first time.
   *
   * @throws IllegalStateException if a thread, possibly this one, trains the network
   */
  void close(Runnable free) {
    lock.lock();
    try {
      if (trainer != null) {
        throw refusal();
      }
      if (!closed) {
        closed = true;
        free.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins a training by the calling thread.
   *
   * @throws IllegalStateException if the network is closed, or is being trained
   */
  void beginTraining() {
    lock.lock();
    try {
      if (closed || trainer != null) {
        throw refusal();
      }
      trainer = Thread.currentThread();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a training. */
  void endTraining() {
    lock.lock();
    trainer = null;
    lock.unlock();
  }

  /**
   * Refuses a network that not every thread can predict with.
   *
   * @throws IllegalStateException if the network is closed, or a thread, possibly this one, trains
   *     it
   */
  void requireFree() {
    Lock use = lock.share();
    try {
      if (closed || trainer != null) {
        throw refusal();
      }
    } finally {
      use.unlock();
    }
  }

  /** Whether the calling thread is training the network. */
  boolean isTrainedHere() {
    Lock use = lock.share();
    try {
      return trainer == Thread.currentThread();
    } finally {
      use.unlock();
    }
  }

  private IllegalStateException refusal() {
    return new IllegalStateException(
        closed
            ? "the network is closed; make or open another one"
            : String.format(
                Locale.ROOT,
                "the network is being trained in the thread '%s'; wait until that training has ended, or use another network",
                trainer.getName()));
  }
}
