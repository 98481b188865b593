package io.ganglion.train;

/**
 * Watches training, on the thread that trains. All methods do nothing unless overridden.
 *
 * <p>Of several listeners, each is asked in the order in which they were added.
 */
public interface TrainingListener {

  /**
   * A batch has been learnt. This is called often, and should be quick.
   *
   * @param epoch the current epoch, from 1 on
   * @param done how many samples of the epoch have been learnt
   * @param samples how many samples the epoch has
   */
  default void batchEnded(int epoch, int done, int samples) {}

  /**
   * An epoch has ended.
   *
   * @param result how it went
   */
  default void epochEnded(EpochResult result) {}

  /**
   * Whether training shall stop. It is asked after {@link #batchEnded} and after {@link #epochEnded};
   * if any listener says so, training ends there, with the parameters as the last batch left them.
   *
   * @return whether to stop
   */
  default boolean stopRequested() {
    return false;
  }
}
