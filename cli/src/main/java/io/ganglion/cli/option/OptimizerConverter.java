package io.ganglion.cli.option;

import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Momentum;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.RmsProp;
import io.ganglion.optimizer.Sgd;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import picocli.CommandLine.TypeConversionException;

/** Reads an optimizer, which is yet to be made for a learning rate. */
final class OptimizerConverter extends PhraseConverter<OptimizerConverter.Chosen> {

  /**
   * An optimizer, and the weight decay that the word {@code adamw} adds to it.
   *
   * @param optimizer makes it for a learning rate
   * @param weightDecay nothing unless the word is {@code adamw}
   */
  record Chosen(DoubleFunction<Optimizer> optimizer, OptionalDouble weightDecay) {}

  @Override
  Chosen value(Phrase phrase) {
    if (phrase.name().equals("adamw")) {
      double decay = phrase.with(0, 1, "adamw 0.01").number(0, 0.01);
      return new Chosen(
          Adam::new, OptionalDouble.of(Regularization.ofWeightDecay(decay).weightDecay()));
    }
    DoubleFunction<Optimizer> optimizer = optimizer(phrase);
    // Made once for any rate, so that a number out of its range is refused where it stands.
    var unused = optimizer.apply(1);
    return new Chosen(optimizer, OptionalDouble.empty());
  }

  private static DoubleFunction<Optimizer> optimizer(Phrase phrase) {
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
      default ->
          throw new TypeConversionException(
              "no optimizer is called '"
                  + phrase.name()
                  + "', expected sgd, momentum, nesterov, rmsprop, adam or adamw");
    }
  }
}
