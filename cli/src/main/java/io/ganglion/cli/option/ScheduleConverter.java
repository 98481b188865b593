package io.ganglion.cli.option;

import io.ganglion.optimizer.Schedule;
import picocli.CommandLine.TypeConversionException;

/** Reads how the learning rate changes. */
final class ScheduleConverter extends PhraseConverter<Schedule> {

  @Override
  Schedule value(Phrase phrase) {
    switch (phrase.name()) {
      case "constant" -> {
        phrase.with(0, 0, "constant");
        return new Schedule.Constant();
      }
      case "step" -> {
        phrase.with(2, 2, "step 10 0.5");
        return new Schedule.Step(phrase.count(0), phrase.numbers().get(1));
      }
      case "exponential" -> {
        phrase.with(1, 1, "exponential 0.95");
        return new Schedule.Exponential(phrase.numbers().get(0));
      }
      case "cosine" -> {
        phrase.with(0, 0, "cosine");
        return new Schedule.Cosine();
      }
      case "plateau" -> {
        phrase.with(2, 2, "plateau 5 0.5");
        return new Schedule.Plateau(phrase.count(0), phrase.numbers().get(1));
      }
      default ->
          throw new TypeConversionException(
              "no schedule is called '"
                  + phrase.name()
                  + "', expected constant, step, exponential, cosine or plateau");
    }
  }
}
