package io.ganglion.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The complete state of a training between two batches: a {@link Trainer} with the same settings
 * resumes from it, and ends with the same bits as without the interruption.
 *
 * <p>It has no random number generators, since random numbers depend only on the seed, the epoch
 * and the place in the epoch; and no state of the schedule, which depends only on the epoch and the
 * results.
 *
 * @param settings the description of the training, by name; a training with another one cannot
 *     resume from here
 * @param epoch the current epoch, from 1; when training has ended, one more than the number of
 *     epochs
 * @param done number of samples of the epoch that have been learnt
 * @param correct number of them that were predicted correctly; empty if one of their targets is
 *     not a class
 * @param totalLoss the sum of their losses
 * @param results the finished epochs
 * @param parameters the values of each parameter, by name, in row-major order
 * @param memory what the optimizer remembers, by name, in row-major order
 * @param best the best epoch so far, if training may stop early
 */
public record TrainingState(
    Map<String, String> settings,
    int epoch,
    int done,
    OptionalInt correct,
    double totalLoss,
    List<EpochResult> results,
    Map<String, double[]> parameters,
    Map<String, double[]> memory,
    Optional<Best> best) {

  /**
   * The epoch with the lowest loss on the validation samples.
   *
   * @param epoch the number of the epoch, from 1
   * @param validationLoss that loss
   * @param parameters the values that each parameter had at its end, by name, in row-major order
   */
  public record Best(int epoch, double validationLoss, Map<String, double[]> parameters) {

    /** Whether training stops early after the given number of epochs. */
    boolean isTooLongAgo(int epochs, int patience) {
      return epochs - epoch >= patience;
    }
  }

  /**
   * Whether a training resumed from here would have nothing to learn.
   *
   * @param epochs the total number of epochs
   * @param patience the patience of its early stopping, if it has any
   * @return whether all epochs are finished, or training has stopped early
   */
  public boolean isOver(int epochs, Optional<Integer> patience) {
    return epoch > epochs
        || (patience.isPresent()
            && best.isPresent()
            && best.get().isTooLongAgo(results.size(), patience.get()));
  }
}
