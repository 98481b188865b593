package io.ganglion.train;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Refuses to resume from a state of another training. */
final class Resumption {

  private Resumption() {}

  /** Compares all settings, including those that only one of the two trainings has. */
  static void requireSame(Map<String, String> expected, Map<String, String> found) {
    Set<String> names = new LinkedHashSet<>(expected.keySet());
    names.addAll(found.keySet());
    String differences =
        names.stream()
            .filter(name -> !Objects.equals(expected.get(name), found.get(name)))
            .map(name -> difference(name, expected.get(name), found.get(name)))
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the saved training cannot be resumed here: "
              + differences
              + "; use the same settings, or start over");
    }
  }

  /** Describes how a setting differs, with null for one that is missing. */
  private static String difference(String name, String expected, String found) {
    if (found == null) {
      return "it does not say its " + name;
    }
    if (expected == null) {
      return "it has the setting " + name + ", which this version does not know";
    }
    return String.format(Locale.ROOT, "its %s is '%s', this one's is '%s'", name, found, expected);
  }

  static void requireFit(
      TrainingState state,
      int samples,
      int batch,
      List<Parameter> parameters,
      Map<String, Tensor> memory) {
    if (state.done() < 0
        || state.done() >= samples
        || state.done() % batch != 0
        || state.epoch() != state.results().size() + 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the saved training cannot be resumed: its epoch %d, sample %d of %d and results of %d"
                  + " epochs contradict each other; start over",
              state.epoch(),
              state.done(),
              samples,
              state.results().size()));
    }
    requireCount(state.parameters(), parameters);
    state.best().ifPresent(best -> requireCount(best.parameters(), parameters));
    for (Parameter parameter : parameters) {
      requireSize(parameter.name(), state.parameters(), parameter.shape().size());
      state
          .best()
          .ifPresent(
              best -> requireSize(parameter.name(), best.parameters(), parameter.shape().size()));
    }
    memory.forEach((name, tensor) -> requireSize(name, state.memory(), tensor.shape().size()));
  }

  private static void requireCount(Map<String, double[]> values, List<Parameter> parameters) {
    if (values.size() != parameters.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the saved training cannot be resumed: it has the parameters %s, expected %s; start over",
              values.keySet(),
              parameters));
    }
  }

  private static void requireSize(String name, Map<String, double[]> values, int size) {
    double[] found = values.get(name);
    if (found == null || found.length != size) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the saved training cannot be resumed: it has %s values of %s, expected %d; start over",
              found == null ? "no" : Integer.toString(found.length),
              name,
              size));
    }
  }
}
