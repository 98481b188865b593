package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.train.ClassWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The value of {@code --class-weights}: {@code none}, {@code balanced}, or weights by the names of
 * classes, which are only known with the data.
 *
 * @param text as it was typed
 * @param weights by class name; empty for {@code none} and {@code balanced}
 */
record ClassWeightsChoice(String text, Map<String, Double> weights) {

  static final String NONE = "none";

  private static final String BALANCED = "balanced";

  /** Whether classes have weights at all. */
  boolean isGiven() {
    return !text.equals(NONE);
  }

  /**
   * The weights of these classes; one that is not named has the weight 1.
   *
   * @throws CommandException if a named class is not among them
   */
  Optional<ClassWeights> of(List<String> classNames) {
    if (!isGiven()) {
      return Optional.empty();
    }
    for (String name : weights.keySet()) {
      if (!classNames.contains(name)) {
        throw new CommandException(
            "--class-weights: no class is called '" + name + "', expected " + expected(classNames));
      }
    }
    if (weights.isEmpty() || classNames.size() == 1) {
      return Optional.of(ClassWeights.BALANCED);
    }
    return Optional.of(
        ClassWeights.of(
            classNames.stream().mapToDouble(name -> weights.getOrDefault(name, 1.0)).toArray()));
  }

  private static String expected(List<String> classNames) {
    int most = 20;
    return classNames.size() <= most
        ? "one of " + String.join(", ", classNames)
        : "one of the " + classNames.size() + " classes, such as " + classNames.get(0);
  }

  /** Reads the option. */
  static final class Converter implements ITypeConverter<ClassWeightsChoice> {

    @Override
    public ClassWeightsChoice convert(String text) {
      Map<String, Double> weights = new LinkedHashMap<>();
      if (!text.equals(NONE) && !text.equals(BALANCED)) {
        for (String part : text.split(",", -1)) {
          int at = part.lastIndexOf('=');
          if (at < 1) {
            throw new TypeConversionException(
                "got '"
                    + part
                    + "', expected none, balanced, or classes with weights, such as cat=1,dog=20");
          }
          String name = part.substring(0, at).strip();
          Double weight = new Numbers.Positive().convert(part.substring(at + 1).strip());
          if (weights.put(name, weight) != null) {
            throw new TypeConversionException("the class '" + name + "' has two weights");
          }
        }
      }
      return new ClassWeightsChoice(text, weights);
    }
  }
}
