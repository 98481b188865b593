package io.ganglion.train;

import io.ganglion.tensor.Shape;

/**
 * Changes inputs at random while training, so that a network sees each sample in many variants.
 *
 * <p>An augmentation is a description. It is immutable and may be used by many threads; what it
 * draws and remembers is in what it makes.
 */
public interface Augmentation {

  /**
   * The name of this augmentation and all its settings, written the same by every JVM. A training is
   * resumed only where this text is equal.
   *
   * @return for example {@code "noise 0.1"}; numbers as {@link io.ganglion.text.Numbers#text} has them
   */
  String text();

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
