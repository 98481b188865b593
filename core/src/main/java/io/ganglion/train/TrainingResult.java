package io.ganglion.train;

import java.util.List;
import java.util.Optional;

/**
 * How training went.
 *
 * @param epochs the epochs that were finished, in order; of a training that was resumed, from its
 *     first on
 * @param samples how many samples were learnt, those of an unfinished epoch included, but none from
 *     before a resume
 * @param stopped whether a listener stopped it before the last epoch's end
 * @param best the epoch with the lowest validation loss, whose parameters the network has unless
 *     training was stopped; nothing without early stopping
 */
public record TrainingResult(
    List<EpochResult> epochs, long samples, boolean stopped, Optional<Integer> best) {

  /**
   * Keeps a copy of the list that nobody can change.
   *
   * @param epochs the epochs that were finished, in order
   * @param samples how many samples were learnt
   * @param stopped whether a listener stopped it before the last epoch's end
   * @param best the epoch with the lowest validation loss
   */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
