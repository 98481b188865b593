package io.ganglion.train;

/**
 * Observes training, on the training thread. All methods do nothing by default.
 *
 * <p>Several listeners are called in the order in which they were added.
 */
public interface TrainingListener {

  /**
   * Called after every batch; should be quick.
   *
   * @param epoch the current epoch, from 1
   * @param done number of samples of the epoch that have been learnt
   * @param samples number of samples in the epoch
   */
  default void batchEnded(int epoch, int done, int samples) {}

  /**
   * Called after every epoch.
   *
   * @param result its results
   */
  default void epochEnded(EpochResult result) {}

  /**
   * Called after an epoch other than the last, at most once, if the training does not seem to learn.
   * It continues all the same, and {@link TrainingResult#problem} has the verdict at its end.
   *
   * @param problem what is wrong, and the likely causes
   */
  default void problemFound(LearningProblem problem) {}

  /**
   * Whether training should stop. Called after {@link #batchEnded} and after {@link #epochEnded};
   * if any listener returns true, training ends there, with the parameters as the last batch left
   * them.
   *
   * @return whether to stop
   */
  default boolean stopRequested() {
    return false;
  }
}
