package io.ganglion.vocabulary;

import io.ganglion.loss.Loss;
import io.ganglion.text.Phrase;

/** Makes a loss from a phrase. */
@FunctionalInterface
public interface LossReader {

  /**
   * Makes the loss.
   *
   * @param phrase the phrase, with the word's name, and as many words and nested phrases as its
   *     usage allows
   * @param words reads nested phrases
   * @return the loss; its {@link Loss#text} must read back as an equal loss
   * @throws IllegalArgumentException if the phrase is invalid; the message says why
   */
  Loss read(Phrase phrase, Words words);
}
