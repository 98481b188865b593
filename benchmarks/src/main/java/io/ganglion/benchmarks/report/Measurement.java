package io.ganglion.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * JMH's result for one benchmark with one set of parameters.
 *
 * @param benchmark the class and method, without the package: {@code "PerSampleSgd.step"}
 * @param parameters the benchmark's parameters by name, in JMH's order
 * @param runs the time of each run, at least one: a run is a fork if there were three or more,
 *     otherwise an iteration
 * @param unit the unit of the times, as JMH writes it: {@code "us/op"}
 * @param allocated the bytes allocated on the Java heap per operation, if measured
 */
record Measurement(
    String benchmark,
    Map<String, String> parameters,
    List<Double> runs,
    String unit,
    OptionalDouble allocated) {

  /** The parameters that name the measured program; all others describe its task. */
  private static final List<String> SUBJECTS = List.of("backend", "program", "peer");

  Measurement {
    parameters = new LinkedHashMap<>(parameters);
    runs = runs.stream().sorted().toList();
  }

  /** The measured program: a backend, {@code "… by hand"} or a peer. */
  String subject() {
    String name =
        SUBJECTS.stream()
            .filter(parameters::containsKey)
            .map(parameters::get)
            .findFirst()
            .orElse("");
    return isByHand() ? name + " by hand" : name;
  }

  private boolean isByHand() {
    return benchmark.startsWith("ByHand.");
  }

  private boolean isPeer() {
    return benchmark.startsWith("Peers.");
  }

  /** Whether the measured program uses Ganglion. */
  boolean isGanglion() {
    return !isByHand() && !isPeer();
  }

  /** The task and its parameters: what measurements must have in common to be compared. */
  String setting() {
    String task = isGanglion() ? benchmark : "PerSampleSgd.step";
    String values =
        parameters.entrySet().stream()
            .filter(parameter -> !SUBJECTS.contains(parameter.getKey()))
            .map(
                parameter ->
                    parameter.getKey().equals("batch")
                        ? "batch " + parameter.getValue()
                        : parameter.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return values.isEmpty() ? task : task + ": " + values;
  }

  /** The middle run, or the mean of the two middle runs. */
  double median() {
    int middle = runs.size() / 2;
    return runs.size() % 2 == 1 ? runs.get(middle) : (runs.get(middle - 1) + runs.get(middle)) / 2;
  }

  /** The fastest run. */
  double lowest() {
    return runs.get(0);
  }

  /** The slowest run. */
  double highest() {
    return runs.get(runs.size() - 1);
  }
}
