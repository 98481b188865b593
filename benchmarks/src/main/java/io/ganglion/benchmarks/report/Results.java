package io.ganglion.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The contents of a report.
 *
 * @param facts the facts that the numbers depend on, by name
 * @param skipped what was not measured, each with the reason
 * @param settings the measurements by {@link Measurement#setting}, fastest first
 */
record Results(
    Map<String, String> facts,
    Map<String, String> skipped,
    Map<String, List<Measurement>> settings) {

  private static final String PLAIN = "loops by hand";
  private static final String SPARSE = "sparse by hand";

  /**
   * Groups the measurements by setting, and sorts them.
   *
   * @param facts the facts that the numbers depend on
   * @param skipped what was not measured, each with the reason
   * @param json JMH's results
   * @throws IOException if {@code json} is not what JMH writes
   */
  static Results of(Map<String, String> facts, Map<String, String> skipped, String json)
      throws IOException {
    Map<String, List<Measurement>> settings = new LinkedHashMap<>();
    for (Measurement measurement : JmhResults.read(json)) {
      settings.computeIfAbsent(measurement.setting(), key -> new ArrayList<>()).add(measurement);
    }
    settings.values().forEach(list -> list.sort(Comparator.comparingDouble(Measurement::median)));
    return new Results(facts, skipped, settings);
  }

  /**
   * The conclusions from a setting's numbers: what Ganglion costs on top of each library, and which
   * backends are slower than plain loops.
   */
  static List<String> remarks(List<Measurement> setting) {
    List<String> remarks = new ArrayList<>();
    for (Measurement backend : setting) {
      if (!backend.isGanglion()) {
        continue;
      }
      find(setting, backend.subject() + " by hand")
          .ifPresent(
              hand ->
                  remarks.add(
                      String.format(
                          Locale.ROOT,
                          "%s takes %s times as long as its library used by hand (%s against %s).",
                          backend.subject(),
                          Format.time(backend.median() / hand.median()),
                          Format.time(backend.median()),
                          Format.time(hand.median()))));
    }
    loses(setting, PLAIN, "plain loops").ifPresent(remarks::add);
    loses(setting, SPARSE, "plain loops that skip zeros").ifPresent(remarks::add);
    return remarks;
  }

  private static Optional<String> loses(List<Measurement> setting, String loop, String name) {
    return find(setting, loop)
        .flatMap(
            plain -> {
              List<String> slower =
                  setting.stream()
                      .filter(m -> m.isGanglion() && m.median() > plain.median())
                      .map(Measurement::subject)
                      .toList();
              return slower.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      String.format(
                          Locale.ROOT, "Slower than %s: %s.", name, String.join(", ", slower)));
            });
  }

  /** How many times as fast as plain loops over all inputs; empty if those were not measured. */
  static Optional<Double> gain(Measurement measurement, List<Measurement> setting) {
    return find(setting, PLAIN).map(plain -> plain.median() / measurement.median());
  }

  private static Optional<Measurement> find(List<Measurement> setting, String subject) {
    return setting.stream().filter(m -> m.subject().equals(subject)).findFirst();
  }
}
