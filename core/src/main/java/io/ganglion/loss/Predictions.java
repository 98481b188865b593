package io.ganglion.loss;

/** What numbers a loss takes as predictions: a network must end accordingly. */
public enum Predictions {
  /** Any numbers. */
  ANY,

  /** Numbers from 0 to 1, each a probability by itself, as a sigmoid or a softmax gives them. */
  PROBABILITIES,

  /** Numbers from 0 to 1 that add up to 1, as a softmax gives them. */
  DISTRIBUTION,

  /**
   * Numbers whose softmax is the distribution: the loss contains the softmax, and a network that
   * ends with one is trained without it.
   */
  LOGITS
}
