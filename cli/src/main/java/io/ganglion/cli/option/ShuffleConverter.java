package io.ganglion.cli.option;

import io.ganglion.train.Shuffle;
import java.util.Locale;
import picocli.CommandLine;

/** Reads an order of samples by its name in lower case. */
final class ShuffleConverter implements CommandLine.ITypeConverter<Shuffle> {

  @Override
  public Shuffle convert(String label) {
    for (Shuffle shuffle : Shuffle.values()) {
      if (label(shuffle).equals(label)) {
        return shuffle;
      }
    }
    throw new CommandLine.TypeConversionException(
        "no order is called '" + label + "', expected none, once or epoch");
  }

  /** The name of an order, as users type it. */
  static String label(Shuffle shuffle) {
    return shuffle.name().toLowerCase(Locale.ROOT);
  }
}
