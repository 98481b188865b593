package io.ganglion.train;

import io.ganglion.layer.Parameter;
import io.ganglion.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Refuses to go on from a state that is not of the same training. */
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
          "the saved training cannot go on here: "
              + differences
              + "; use the same settings, or start anew");
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
          "the saved training cannot go on here: it stands at epoch %d, sample %d of %d, with the results of %d epochs"
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
          "the saved training cannot go on here: of %s it has %s values, expected %d"
              .formatted(name, found == null ? "no" : Integer.toString(found.length), size));
    }
  }
}
