package io.ganglion.train;

import java.util.random.RandomGenerator;

/**
 * One thread's use of an augmentation, with the memory that this takes.
 *
 * <p>It allocates nothing, and a call depends on no call before it.
 */
@FunctionalInterface
public interface Augmenter {

  /**
   * Changes one sample's input.
   *
   * @param x holds the input, in row-major order; modified in place
   * @param offset where the input begins
   * @param random where all chance comes from: a generator in the same state gives the same numbers
   */
  void augment(double[] x, int offset, RandomGenerator random);
}
