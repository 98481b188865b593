package io.ganglion.train;

import io.ganglion.tensor.Shape;

/** An augmentation with a given text and a given augmenter, for tests. */
record NamedAugmentation(String text, Augmenter augmenter) implements Augmentation {

  @Override
  public Augmenter augmenter(Shape input) {
    return augmenter;
  }
}
