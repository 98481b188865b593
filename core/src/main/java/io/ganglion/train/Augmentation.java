package io.ganglion.train;

import io.ganglion.tensor.Shape;

/**
 * Changes inputs at random while training, so that a network sees each sample in many variants.
 *
 * <p>An augmentation is only a description: it is immutable, and many threads may use it. The
 * {@link Augmenter}s that it makes hold the memory.
 */
public interface Augmentation {

  /**
   * The name of this augmentation and all its settings, identical on every JVM. Training resumes
   * only if this text is unchanged.
   *
   * @return for example {@code "noise 0.1"}; numbers are written by
   *     {@link io.ganglion.text.Numbers#text}
   */
  String text();

  /**
   * Prepares this augmentation to run in one thread, with all the memory that it needs. This method
   * refuses an input that the augmentation cannot take.
   *
   * @param input the shape of one sample's input
   * @return a new augmenter
   * @throws IllegalArgumentException if this augmentation cannot take such an input; the message
   *     says what it takes
   */
  Augmenter augmenter(Shape input);
}
