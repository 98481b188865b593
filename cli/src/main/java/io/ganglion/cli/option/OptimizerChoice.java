package io.ganglion.cli.option;

import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.text.Phrase;
import io.ganglion.text.PhraseException;
import io.ganglion.vocabulary.Vocabularies;
import java.util.OptionalDouble;

/**
 * An optimizer without its learning rate.
 *
 * @param text as a user would write it: {@code momentum 0.9}
 * @param phrase the optimizer's phrase for the vocabulary
 * @param weightDecay the weight decay of {@code adamw}, which is short for adam with weight decay
 */
record OptimizerChoice(String text, Phrase phrase, OptionalDouble weightDecay) {

  private static final String ADAMW = "adamw";
  private static final double USUAL_DECAY = 0.01;

  /** What follows the words of the vocabularies where a word is unknown. */
  private static final String OWN_WORDS = ", or a word of your own";

  /**
   * Reads an optimizer.
   *
   * @throws IllegalArgumentException if the text does not describe an optimizer
   */
  static OptimizerChoice parse(String text) {
    Phrase phrase = Phrase.of(text);
    if (phrase.name().equals(ADAMW)) {
      return adamw(phrase);
    }
    try {
      // Made once with an arbitrary rate, so that the option itself refuses a number out of range.
      return new OptimizerChoice(optimizer(phrase, 1).text(), phrase, OptionalDouble.empty());
    } catch (PhraseException e) {
      // The vocabularies do not know the command's own word.
      throw new PhraseException(
          phrase.toString(), e.reason().replace(OWN_WORDS, ", " + ADAMW + OWN_WORDS), e);
    }
  }

  private static OptimizerChoice adamw(Phrase phrase) {
    if (phrase.words().size() > 1 || !phrase.nested().isEmpty()) {
      throw phrase.refused("expected 'adamw [DECAY]'");
    }
    double decay = phrase.number(0, USUAL_DECAY);
    try {
      var unused = Regularization.ofWeightDecay(decay);
    } catch (IllegalArgumentException e) {
      throw phrase.refused(e.getMessage());
    }
    return new OptimizerChoice(
        ADAMW + " " + Numbers.plain(decay), Phrase.of("adam"), OptionalDouble.of(decay));
  }

  /** Makes the optimizer. */
  Optimizer optimizer(double learningRate) {
    return optimizer(phrase, learningRate);
  }

  private static Optimizer optimizer(Phrase phrase, double learningRate) {
    return Vocabularies.find().optimizer(phrase, learningRate);
  }
}
