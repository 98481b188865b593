package io.ganglion.cli;

import io.ganglion.datasets.augment.Deformation;
import picocli.CommandLine;

/** Reads a deformation by the name of its preset. */
final class DeformationConverter implements CommandLine.ITypeConverter<Choice<Deformation>> {

  @Override
  public Choice<Deformation> convert(String name) {
    try {
      return new Choice<>(name, Deformation.parse(name));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(e.getMessage());
    }
  }
}
