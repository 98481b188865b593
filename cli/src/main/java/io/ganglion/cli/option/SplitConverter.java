package io.ganglion.cli.option;

import io.ganglion.datasets.Split;
import java.util.Arrays;
import picocli.CommandLine;

/** Reads a split by its label. */
public final class SplitConverter implements CommandLine.ITypeConverter<Split> {

  @Override
  public Split convert(String label) {
    return Arrays.stream(Split.values())
        .filter(split -> split.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandLine.TypeConversionException(
                    "no split is called '" + label + "', expected train or test"));
  }
}
