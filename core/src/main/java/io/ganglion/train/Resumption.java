package io.ganglion.train;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Refuses to resume from a state of another training. */
final class Resumption {

  private Resumption() {}

  static void requireSame(Map<String, String> expected, Map<String, String> found) {
    String differences =
        expected.entrySet().stream()
            .filter(setting -> !setting.getValue().equals(found.get(setting.getKey())))
            .map(
                setting ->
                    "its %s is '%s', this one's is '%s'"
                        .formatted(
                            setting.getKey(), found.get(setting.getKey()), setting.getValue()))
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "the saved training cannot be resumed here: "
              + differences
              + "; use the same settings, or start over");
    }
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
          ("the saved training cannot be resumed: its epoch %d, sample %d of %d and results of %d"
                  + " epochs contradict each other; start over")
              .formatted(state.epoch(), state.done(), samples, state.results().size()));
    }
    for (Parameter parameter : parameters) {
      requireSize(parameter.name(), state.parameters(), parameter.shape().size());
      state
          .best()
          .ifPresent(
              best -> requireSize(parameter.name(), best.parameters(), parameter.shape().size()));
    }
    memory.forEach((name, tensor) -> requireSize(name, state.memory(), tensor.shape().size()));
  }

  private static void requireSize(String name, Map<String, double[]> values, int size) {
    double[] found = values.get(name);
    if (found == null || found.length != size) {
      throw new IllegalArgumentException(
          "the saved training cannot be resumed: it has %s values of %s, expected %d; start over"
              .formatted(found == null ? "no" : Integer.toString(found.length), name, size));
    }
  }
}
