package io.ganglion.train;

/**
 * Saves the state of a training, so that it can be resumed: see
 * {@link Trainer.Builder#checkpointer(Checkpointer)}.
 */
public interface Checkpointer {

  /**
   * Whether to save the state now. Called after every batch; should be quick.
   *
   * @param step number of batches learnt since training began, at least 1
   * @return whether to save
   */
  boolean isDue(long step);

  /**
   * Saves a state, replacing the previous one. Called before the first batch of a training that is
   * not resumed, when {@link #isDue} says so, and when training ends or is stopped.
   *
   * @param state the state, which does not change afterwards
   */
  void save(TrainingState state);
}
