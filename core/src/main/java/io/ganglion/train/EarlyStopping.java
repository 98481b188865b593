package io.ganglion.train;

import io.ganglion.network.Network;
import java.util.Optional;

/**
 * Ends training when the validation loss has not fallen for some epochs, and restores the
 * parameters of the epoch in which it was lowest.
 *
 * <p>Source: Goodfellow, Bengio, Courville, <em>Deep Learning</em>, algorithm 7.1.
 */
final class EarlyStopping {

  private final int patience;
  private final Network network;
  private Optional<TrainingState.Best> best = Optional.empty();
  private int epochs;

  EarlyStopping(int patience, Network network) {
    this.patience = patience;
    this.network = network;
  }

  /** Resumes from a saved state. */
  void resume(TrainingState state) {
    best = state.best();
    epochs = state.results().size();
  }

  /** Records an epoch that has just ended. */
  void epochEnded(int epoch, double validationLoss) {
    epochs = epoch;
    if (best.isEmpty() || validationLoss < best.get().validationLoss()) {
      best = Optional.of(new TrainingState.Best(epoch, validationLoss, network.values()));
    }
  }

  /** Whether it has been too long since the best epoch. */
  boolean isOver() {
    return best.isPresent() && best.get().isTooLongAgo(epochs, patience);
  }

  Optional<TrainingState.Best> best() {
    return best;
  }

  /** Restores the parameters of the best epoch. */
  void restore() {
    best.ifPresent(state -> network.set(state.parameters()));
  }
}
