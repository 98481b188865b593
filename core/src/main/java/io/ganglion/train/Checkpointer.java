package io.ganglion.train;

/** Keeps the state of a training, so that it can go on from there: see {@link Trainer.Builder}. */
public interface Checkpointer {

  /**
   * Whether the state shall be saved now. It is asked after every batch, and should be quick.
   *
   * @param step how many batches were learnt since training began, first from 1 on
   * @return whether to save
   */
  boolean isDue(long step);

  /**
   * Saves a state, in place of the one before. Called before the first batch of a training that does
   * not go on from a state, when it is due, and when training ends or is stopped.
   *
   * @param state the state; nobody changes it afterwards
   */
  void save(TrainingState state);
}
