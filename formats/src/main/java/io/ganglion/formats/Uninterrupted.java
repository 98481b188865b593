package io.ganglion.formats;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Does on a channel what an interrupt must not prevent. An interrupt asks to stop, not to lose what
 * is being saved, but it closes the channel.
 */
final class Uninterrupted {

  private Uninterrupted() {}

  /** What is done again, with an open channel, if an interrupt has closed the channel. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Runs an action to its end. An interrupted thread stays interrupted. */
  static void run(Action action) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          action.run();
          return;
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
