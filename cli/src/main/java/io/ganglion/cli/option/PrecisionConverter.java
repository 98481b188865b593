package io.ganglion.cli.option;

import io.ganglion.spi.Precision;
import picocli.CommandLine;

/** Reads a precision by its label. */
public final class PrecisionConverter implements CommandLine.ITypeConverter<Precision> {

  @Override
  public Precision convert(String label) {
    try {
      return Precision.of(label);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }
}
