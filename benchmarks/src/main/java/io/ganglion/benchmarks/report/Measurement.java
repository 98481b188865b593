package io.ganglion.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What JMH measured of one benchmark with one set of parameters.
 *
 * @param benchmark class and method, without the package: {@code "PerSampleSgd.step"}
 * @param parameters the benchmark's parameters by name, in its order
 * @param runs the time of each run, at least one: of each fork where there were three or more, else
 *     of each iteration
 * @param unit of the times, as JMH writes it: {@code "us/op"}
 * @param allocated bytes on the Java heap for each operation, where that was measured
 */
record Measurement(
    String benchmark,
    Map<String, String> parameters,
    List<Double> runs,
    String unit,
    OptionalDouble allocated) {

  /** Parameters that say who was measured; all others say at what. */
  private static final List<String> WHO = List.of("backend", "program", "peer");

  Measurement {
    parameters = new LinkedHashMap<>(parameters);
    runs = runs.stream().sorted().toList();
  }

  /** Who was measured: a backend, {@code "… by hand"}, a peer. */
  String subject() {
    String who =
        WHO.stream().filter(parameters::containsKey).map(parameters::get).findFirst().orElse("");
    return isByHand() ? who + " by hand" : who;
  }

  private boolean isByHand() {
    return benchmark.startsWith("ByHand.");
  }

  private boolean isPeer() {
    return benchmark.startsWith("Peers.");
  }

  /** Whether Ganglion had a part in it. */
  boolean isGanglion() {
    return !isByHand() && !isPeer();
  }

  /** At what: all that measurements must have in common to be compared. */
  String setting() {
    String task = isGanglion() ? benchmark : "PerSampleSgd.step";
    String values =
        parameters.entrySet().stream()
            .filter(parameter -> !WHO.contains(parameter.getKey()))
            .map(
                parameter ->
                    parameter.getKey().equals("batch")
                        ? "batch " + parameter.getValue()
                        : parameter.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return values.isEmpty() ? task : task + ": " + values;
  }

  /** The middle run, or the mean of the two in the middle. */
  double median() {
    int middle = runs.size() / 2;
    return runs.size() % 2 == 1 ? runs.get(middle) : (runs.get(middle - 1) + runs.get(middle)) / 2;
  }

  /** The quickest run. */
  double lowest() {
    return runs.get(0);
  }

  /** The slowest run. */
  double highest() {
    return runs.get(runs.size() - 1);
  }
}
