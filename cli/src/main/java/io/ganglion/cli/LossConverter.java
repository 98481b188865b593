package io.ganglion.cli;

import io.ganglion.loss.BinaryCrossEntropy;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Huber;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanAbsoluteError;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.SoftmaxCrossEntropy;
import picocli.CommandLine;

/** Reads a loss. */
final class LossConverter implements CommandLine.ITypeConverter<LossConverter.Choice> {

  /**
   * A loss.
   *
   * @param text how the user would write it
   * @param loss what it is
   */
  record Choice(String text, Loss loss) {}

  @Override
  public Choice convert(String text) {
    Phrase phrase = Phrase.of(text);
    try {
      return new Choice(phrase.toString(), loss(phrase));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException("got '" + phrase + "': " + e.getMessage());
    }
  }

  private static Loss loss(Phrase phrase) {
    switch (phrase.name()) {
      case "cross-entropy" -> {
        phrase.with(0, 0, "cross-entropy");
        return new CrossEntropy();
      }
      case "softmax-cross-entropy" -> {
        phrase.with(0, 1, "softmax-cross-entropy 0.1");
        return new SoftmaxCrossEntropy(phrase.number(0, 0));
      }
      case "binary-cross-entropy" -> {
        phrase.with(0, 0, "binary-cross-entropy");
        return new BinaryCrossEntropy();
      }
      case "squared" -> {
        phrase.with(0, 0, "squared");
        return new MeanSquaredError();
      }
      case "absolute" -> {
        phrase.with(0, 0, "absolute");
        return new MeanAbsoluteError();
      }
      case "huber" -> {
        phrase.with(0, 1, "huber 1");
        return new Huber(phrase.number(0, 1));
      }
      default ->
          throw new CommandLine.TypeConversionException(
              "no loss is called '"
                  + phrase.name()
                  + "', expected cross-entropy, softmax-cross-entropy, binary-cross-entropy,"
                  + " squared, absolute or huber");
    }
  }
}
