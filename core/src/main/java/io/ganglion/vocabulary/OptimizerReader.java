package io.ganglion.vocabulary;

import io.ganglion.optimizer.Optimizer;
import io.ganglion.text.Phrase;

/** Makes an optimizer of a phrase. */
@FunctionalInterface
public interface OptimizerReader {

  /**
   * Makes the optimizer.
   *
   * @param phrase has the word's name, and as many words and nested phrases as its usage says
   * @param learningRate η, above 0
   * @param words read nested phrases
   * @return the optimizer, whose {@link Optimizer#text} is read as an equal optimizer
   * @throws IllegalArgumentException if the phrase says something wrong; the message says what
   */
  Optimizer read(Phrase phrase, double learningRate, Words words);
}
