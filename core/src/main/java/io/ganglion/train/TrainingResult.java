package io.ganglion.train;

import java.util.List;

/**
 * How training went.
 *
 * @param epochs the epochs that were finished, in order
 * @param samples how many samples were learnt in all, those of an unfinished epoch included
 * @param stopped whether a listener stopped it before the last epoch's end
 */
public record TrainingResult(List<EpochResult> epochs, long samples, boolean stopped) {

  /**
   * Keeps a copy of the list that nobody can change.
   *
   * @param epochs the epochs that were finished, in order
   * @param samples how many samples were learnt in all, those of an unfinished epoch included
   * @param stopped whether a listener stopped it before the last epoch's end
   */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
