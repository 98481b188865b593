package io.ganglion.cli.option;

import io.ganglion.loss.Loss;
import io.ganglion.optimizer.Schedule;
import io.ganglion.text.Phrase;
import io.ganglion.vocabulary.Vocabularies;
import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The converters for options that name no converter of their own. */
public final class Converters {

  private Converters() {}

  /** Registers the converters in a command and its subcommands, and returns the command. */
  public static CommandLine registerIn(CommandLine command) {
    return command
        .registerConverter(String.class, Converters::notEmpty)
        .registerConverter(Path.class, text -> Path.of(notEmpty(text)))
        .registerConverter(int.class, Numbers::whole)
        .registerConverter(Integer.class, Numbers::whole)
        .registerConverter(long.class, Numbers::longWhole)
        .registerConverter(double.class, Numbers::decimal)
        .registerConverter(Double.class, Numbers::decimal)
        .registerConverter(OptimizerChoice.class, refusing(OptimizerChoice::parse))
        .registerConverter(
            Schedule.class, refusing(text -> Vocabularies.find().schedule(Phrase.of(text))))
        .registerConverter(Loss.class, refusing(text -> Vocabularies.find().loss(Phrase.of(text))));
  }

  /** Makes picocli print why a text is refused, not only that it cannot be converted. */
  private static <T> ITypeConverter<T> refusing(Function<String, T> read) {
    return text -> {
      try {
        return read.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  /** Refuses an empty text, which is what a shell passes for a variable that is not set. */
  private static String notEmpty(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("got an empty text, expected a name");
    }
    return text;
  }
}
