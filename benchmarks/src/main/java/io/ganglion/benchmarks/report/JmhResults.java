package io.ganglion.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads the JSON that JMH writes with {@code -rf json}. */
final class JmhResults {

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** With at least this many forks, each fork counts as one run; with fewer, each iteration. */
  private static final int FORKS = 3;

  private JmhResults() {}

  /**
   * Reads measurements.
   *
   * @param json JMH's array of results
   * @return the measurements, in JMH's order
   * @throws IOException if this is not JMH's JSON
   */
  static List<Measurement> read(String json) throws IOException {
    List<Measurement> measurements = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IOException("JMH's results: expected a JSON array, got " + parser.currentToken());
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        measurements.add(measurement(parser));
      }
    }
    return measurements;
  }

  private static Measurement measurement(JsonParser parser) throws IOException {
    String benchmark = "";
    Map<String, String> parameters = Map.of();
    Metric primary = new Metric(List.of(), "", OptionalDouble.empty());
    OptionalDouble allocated = OptionalDouble.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "benchmark" -> benchmark = simple(parser.getText());
        case "params" -> parameters = texts(parser);
        case "primaryMetric" -> primary = metric(parser);
        case "secondaryMetrics" -> allocated = allocated(parser);
        default -> parser.skipChildren();
      }
    }
    if (benchmark.isEmpty() || primary.runs().isEmpty()) {
      throw new IOException(
          "JMH's results: a result without "
              + (benchmark.isEmpty() ? "benchmark" : "rawData, of " + benchmark)
              + "; expected what JMH 1.37 writes");
    }
    return new Measurement(benchmark, parameters, primary.runs(), primary.unit(), allocated);
  }

  /** {@code "io.ganglion.benchmarks.Forward.predict"} becomes {@code "Forward.predict"}. */
  private static String simple(String name) {
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }

  private static Map<String, String> texts(JsonParser parser) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      texts.put(parser.currentName(), parser.nextTextValue());
    }
    return texts;
  }

  private static OptionalDouble allocated(JsonParser parser) throws IOException {
    OptionalDouble allocated = OptionalDouble.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = parser.currentName().endsWith(ALLOCATED);
      parser.nextToken();
      if (wanted) {
        allocated = metric(parser).score();
      } else {
        parser.skipChildren();
      }
    }
    return allocated;
  }

  private record Metric(List<Double> runs, String unit, OptionalDouble score) {}

  private static Metric metric(JsonParser parser) throws IOException {
    List<Double> runs = List.of();
    String unit = "";
    OptionalDouble score = OptionalDouble.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      JsonToken token = parser.nextToken();
      switch (field) {
        case "rawData" -> runs = runs(forks(parser));
        case "scoreUnit" -> unit = parser.getText();
        case "score" ->
            score =
                token.isNumeric()
                    ? OptionalDouble.of(parser.getDoubleValue())
                    : OptionalDouble.empty(); // JMH writes NaN as a string.
        default -> parser.skipChildren();
      }
    }
    return new Metric(runs, unit, score);
  }

  private static List<List<Double>> forks(JsonParser parser) throws IOException {
    List<List<Double>> forks = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_ARRAY) {
      List<Double> iterations = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        iterations.add(parser.getDoubleValue());
      }
      forks.add(iterations);
    }
    return forks;
  }

  private static List<Double> runs(List<List<Double>> forks) {
    if (forks.size() < FORKS) {
      return forks.stream().flatMap(List::stream).toList();
    }
    return forks.stream()
        .map(fork -> fork.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN))
        .toList();
  }
}
