package io.ganglion.benchmarks.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a report tells.
 *
 * @param facts what the numbers depend on: a name and a value each
 * @param skipped what was not measured, and why: a subject and a reason each
 * @param settings the measurements by {@link Measurement#setting}, quickest first
 */
record Results(
    Map<String, String> facts,
    Map<String, String> skipped,
    Map<String, List<Measurement>> settings) {

  private static final String PLAIN = "loops by hand";
  private static final String SPARSE = "sparse by hand";

  /**
   * Sorts what was measured.
   *
   * @param facts what the numbers depend on
   * @param skipped what was not measured, and why
   * @param json JMH's results
   * @throws IOException if that is not JMH's JSON
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
   * What a setting's numbers say in words: what Ganglion costs on top of each library, and which
   * backend loses to plain loops.
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
                      "%s takes %s times what its library takes by hand (%s against %s)."
                          .formatted(
                              backend.subject(),
                              Format.time(backend.median() / hand.median()),
                              Format.time(backend.median()),
                              Format.time(hand.median()))));
    }
    loses(setting, PLAIN, "the plain loop").ifPresent(remarks::add);
    loses(setting, SPARSE, "the plain loop that skips zeros").ifPresent(remarks::add);
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
                      "Slower than %s by hand: %s.".formatted(name, String.join(", ", slower)));
            });
  }

  /** How many times as quick as plain loops over all inputs; nothing where those were not measured. */
  static Optional<Double> gain(Measurement measurement, List<Measurement> setting) {
    return find(setting, PLAIN).map(plain -> plain.median() / measurement.median());
  }

  private static Optional<Measurement> find(List<Measurement> setting, String subject) {
    return setting.stream().filter(m -> m.subject().equals(subject)).findFirst();
  }
}
