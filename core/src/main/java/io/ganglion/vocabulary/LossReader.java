package io.ganglion.vocabulary;

import io.ganglion.loss.Loss;
import io.ganglion.text.Phrase;

/** Makes a loss of a phrase. */
@FunctionalInterface
public interface LossReader {

  /**
   * Makes the loss.
   *
   * @param phrase has the word's name, and as many words and nested phrases as its usage says
   * @param words read nested phrases
   * @return the loss, whose {@link Loss#text} is read as an equal loss
   * @throws IllegalArgumentException if the phrase says something wrong; the message says what
   */
  Loss read(Phrase phrase, Words words);
}
