package io.ganglion.vocabulary;

import io.ganglion.optimizer.Optimizer;
import io.ganglion.text.Phrase;

/** Makes an optimizer from a phrase. */
@FunctionalInterface
public interface OptimizerReader {

  /**
   * Makes the optimizer.
   *
   * @param phrase the phrase, with the word's name, and as many words and nested phrases as its
   *     usage allows
   * @param learningRate η, above 0
   * @param words reads nested phrases
   * @return the optimizer; its {@link Optimizer#text} must read back as an equal optimizer
   * @throws IllegalArgumentException if the phrase is invalid; the message says why
   */
  Optimizer read(Phrase phrase, double learningRate, Words words);
}
