package io.ganglion.cli.terminal;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C, or another polite request to end, turned into a question that training can ask.
 *
 * <p>Once {@link #listen} was called, the JVM waits with its end until {@link #finished}: until the
 * weights are saved and the user was told where. The exit status is then the signal's own (130 for
 * Ctrl-C), unless something failed meanwhile.
 */
public final class StopSignal {

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile int status;

  /** From now on a signal does not end the JVM at once. */
  public void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "ganglion-stop"));
  }

  /** Whether to stop. */
  public boolean requested() {
    return requested;
  }

  /** Asks to stop, as a signal would. */
  public void request() {
    requested = true;
  }

  /** All is said and done: the JVM may end. */
  public void finished(int exitStatus) {
    status = exitStatus;
    finished.countDown();
  }

  private void stop() {
    request();
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (status == ExitStatus.FAILED) {
      // A hook has no other way to change the status of an end that a signal began.
      Runtime.getRuntime().halt(status);
    }
  }
}
