package io.ganglion.network;

/**
 * A network's reservation for a training, from {@link Network#reserve} until it is closed.
 *
 * <p>As long as it lasts, other threads can neither predict with the network nor change, save, train
 * or close it: they are refused with an {@link IllegalStateException}. The thread that has reserved
 * the network may do all of this but close it and reserve it again.
 */
public final class Reservation implements AutoCloseable {

  private Guard guard;

  Reservation(Guard guard) {
    guard.beginTraining();
    this.guard = guard;
  }

  /** Ends the reservation. Closing again has no effect. */
  @Override
  public void close() {
    if (guard != null) {
      guard.endTraining();
      guard = null;
    }
  }
}
