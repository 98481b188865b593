package io.ganglion.train;

import io.ganglion.tensor.Shape;

/** An augmentation that is given, for tests. */
record NamedAugmentation(String text, Augmenter augmenter) implements Augmentation {

  @Override
  public Augmenter augmenter(Shape input) {
    return augmenter;
  }
}
