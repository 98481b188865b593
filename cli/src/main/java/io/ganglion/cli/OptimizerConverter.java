package io.ganglion.cli;

import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Momentum;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.RmsProp;
import io.ganglion.optimizer.Sgd;
import java.util.function.DoubleFunction;
import picocli.CommandLine;

/** Reads an optimizer that yet lacks its learning rate. */
final class OptimizerConverter implements CommandLine.ITypeConverter<OptimizerConverter.Choice> {

  /**
   * An optimizer without its rate.
   *
   * @param text how the user would write it
   * @param of makes it for a learning rate
   */
  record Choice(String text, DoubleFunction<Optimizer> of) {}

  @Override
  public Choice convert(String text) {
    Phrase phrase = Phrase.of(text);
    return new Choice(phrase.toString(), choice(phrase));
  }

  private static DoubleFunction<Optimizer> choice(Phrase phrase) {
    switch (phrase.name()) {
      case "sgd" -> {
        phrase.with(0, 0, "sgd");
        return Sgd::new;
      }
      case "momentum", "nesterov" -> {
        double momentum = phrase.with(0, 1, phrase.name() + " 0.9").number(0, 0.9);
        boolean nesterov = phrase.name().equals("nesterov");
        return rate -> new Momentum(rate, momentum, nesterov);
      }
      case "rmsprop" -> {
        double decay = phrase.with(0, 1, "rmsprop 0.9").number(0, 0.9);
        return rate -> new RmsProp(rate, decay, RmsProp.EPSILON);
      }
      case "adam" -> {
        phrase.with(0, 0, "adam");
        return Adam::new;
      }
      case "adamw" -> {
        double decay = phrase.with(0, 1, "adamw 0.01").number(0, 0.01);
        return rate -> new Adam(rate, decay);
      }
      default ->
          throw new CommandLine.TypeConversionException(
              "no optimizer is called '"
                  + phrase.name()
                  + "', expected sgd, momentum, nesterov, rmsprop, adam or adamw");
    }
  }
}
