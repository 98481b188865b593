package io.ganglion.train;

import java.util.List;
import java.util.Optional;

/**
 * The results of training.
 *
 * @param epochs the finished epochs, in order; of a resumed training, all since its first epoch
 * @param samples number of samples learnt, including those of an unfinished epoch, but none from
 *     before resuming
 * @param stopped whether a listener stopped training before the end of the last epoch
 * @param best the epoch with the lowest validation loss, whose parameters the network has unless
 *     training was stopped; empty without early stopping
 * @param problem why the training is taken not to have learnt; empty if it has learnt, is too short
 *     to be judged, or was stopped
 */
public record TrainingResult(
    List<EpochResult> epochs,
    long samples,
    boolean stopped,
    Optional<Integer> best,
    Optional<LearningProblem> problem) {

  /**
   * Copies the list, so that it cannot change.
   *
   * @param epochs the finished epochs, in order
   * @param samples number of samples learnt
   * @param stopped whether a listener stopped training before the end of the last epoch
   * @param best the epoch with the lowest validation loss
   * @param problem why the training is taken not to have learnt
   */
  public TrainingResult {
    epochs = List.copyOf(epochs);
  }

  /**
   * Describes a training without a problem.
   *
   * @param epochs the finished epochs, in order
   * @param samples number of samples learnt
   * @param stopped whether a listener stopped training before the end of the last epoch
   * @param best the epoch with the lowest validation loss
   */
  public TrainingResult(
      List<EpochResult> epochs, long samples, boolean stopped, Optional<Integer> best) {
    this(epochs, samples, stopped, best, Optional.empty());
  }
}
