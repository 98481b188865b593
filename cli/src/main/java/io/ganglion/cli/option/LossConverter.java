package io.ganglion.cli.option;

import io.ganglion.loss.BinaryCrossEntropy;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Huber;
import io.ganglion.loss.Loss;
import io.ganglion.loss.MeanAbsoluteError;
import io.ganglion.loss.MeanSquaredError;
import io.ganglion.loss.SoftmaxCrossEntropy;
import picocli.CommandLine.TypeConversionException;

/** Reads a loss. */
final class LossConverter extends PhraseConverter<Loss> {

  @Override
  Loss value(Phrase phrase) {
    switch (phrase.name()) {
      case "cross-entropy" -> {
        phrase.with(0, 0, "cross-entropy");
        return new CrossEntropy();
      }
      case "softmax-cross-entropy" -> {
        return new SoftmaxCrossEntropy(phrase.with(0, 1, "softmax-cross-entropy 0.1").number(0, 0));
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
        return new Huber(phrase.with(0, 1, "huber 1").number(0, 1));
      }
      default ->
          throw new TypeConversionException(
              "no loss is called '"
                  + phrase.name()
                  + "', expected cross-entropy, softmax-cross-entropy, binary-cross-entropy,"
                  + " squared, absolute or huber");
    }
  }
}
