package io.ganglion.cli.option;

import io.ganglion.datasets.augment.Deformation;
import java.util.Optional;
import picocli.CommandLine;

/** Reads a deformation by the name of its preset, or {@code none}. */
public final class DeformationConverter
    implements CommandLine.ITypeConverter<Choice<Optional<Deformation>>> {

  /** No deformation: switches off one that {@code --preset} sets. */
  public static final String NONE = "none";

  @Override
  public Choice<Optional<Deformation>> convert(String name) {
    if (name.equals(NONE)) {
      return new Choice<>(name, Optional.empty());
    }
    try {
      return new Choice<>(name, Optional.of(Deformation.parse(name)));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.TypeConversionException(
          "no deformation is called '" + name + "', expected none, shift, affine or elastic");
    }
  }
}
