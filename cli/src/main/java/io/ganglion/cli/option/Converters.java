package io.ganglion.cli.option;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How values are read where an option names no converter of its own. */
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
        .registerConverter(Double.class, Numbers::decimal);
  }

  /** Refuses what a script makes of a variable that is not set. */
  private static String notEmpty(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("got nothing, expected a name");
    }
    return text;
  }
}
