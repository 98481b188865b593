package io.ganglion.train;

import io.ganglion.tensor.Shape;

/**
 * Changes inputs at random while training, so that a network sees each sample in many variants.
 *
 * <p>An augmentation is a description. It is immutable and may be used by many threads; what it
 * draws and remembers is in what it makes. {@code toString} names all settings, the same in every JVM: a
 * saved training goes on only where it is equal.
 */
public interface Augmentation {

  /**
   * Prepares a use of this augmentation by one thread, with all the memory that it takes. This is
   * where an augmentation refuses an input that does not fit.
   *
   * @param input the shape of one sample's input
   * @return a new augmenter
   * @throws IllegalArgumentException if this augmentation cannot take such an input; the message
   *     says what it takes
   */
  Augmenter augmenter(Shape input);
}
