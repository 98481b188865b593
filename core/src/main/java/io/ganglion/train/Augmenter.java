package io.ganglion.train;

import java.util.random.RandomGenerator;

/**
 * An augmentation prepared to run in one thread, with the memory that it needs.
 *
 * <p>It allocates nothing, and no call depends on earlier ones.
 */
@FunctionalInterface
public interface Augmenter {

  /**
   * Changes one sample's input.
   *
   * @param x holds the input, in row-major order; modified in place
   * @param offset index of the input's first element
   * @param random the only source of randomness: a generator in the same state gives the same
   *     numbers
   */
  void augment(double[] x, int offset, RandomGenerator random);
}
