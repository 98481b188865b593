package io.ganglion.cli.terminal;

import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C, or another signal that asks the process to end, into a flag that training can read.
 *
 * <p>After {@link #listen}, the JVM does not end before {@link #finished} is called: until then,
 * the weights are saved and the user is told where. The exit status is then the signal's own (130
 * for Ctrl-C), unless the command failed in the meantime.
 */
public final class StopSignal {

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile int status;

  /** From now on, a signal no longer ends the JVM at once. */
  public void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "ganglion-stop"));
  }

  /** Whether to stop. */
  public boolean requested() {
    return requested;
  }

  /** Requests a stop, as a signal would. */
  public void request() {
    requested = true;
  }

  /** Lets the JVM end: the command has finished. */
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
      // The only way for a hook to change the exit status after a signal.
      Runtime.getRuntime().halt(status);
    }
  }
}
