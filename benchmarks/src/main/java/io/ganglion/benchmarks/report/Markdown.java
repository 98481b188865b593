package io.ganglion.benchmarks.report;

import java.util.List;
import java.util.Map;

/** The report as Markdown. */
final class Markdown {

  private Markdown() {}

  static String of(Results results) {
    StringBuilder text = new StringBuilder("# Ganglion benchmarks\n\n");
    text.append("| fact | value |\n| --- | --- |\n");
    results.facts().forEach((name, value) -> row(text, name, value));
    if (!results.skipped().isEmpty()) {
      text.append("\n## Not measured\n\n| what | why |\n| --- | --- |\n");
      results.skipped().forEach((what, why) -> row(text, what, why));
    }
    for (Map.Entry<String, List<Measurement>> setting : results.settings().entrySet()) {
      List<Measurement> measurements = setting.getValue();
      String unit = Format.unit(measurements.get(0).unit());
      text.append("\n## ").append(cell(setting.getKey())).append("\n\n");
      text.append("| program | median, ")
          .append(unit)
          .append(" | lowest – highest | bytes allocated | plain loop ÷ this |\n")
          .append("| --- | ---: | ---: | ---: | ---: |\n");
      for (Measurement measurement : measurements) {
        row(
            text,
            measurement.subject(),
            Format.time(measurement.median()),
            Format.time(measurement.lowest()) + " – " + Format.time(measurement.highest()),
            Format.bytes(measurement.allocated()),
            Results.gain(measurement, measurements).map(Format::ratio).orElse("–"));
      }
      List<String> remarks = Results.remarks(measurements);
      if (!remarks.isEmpty()) {
        text.append('\n');
        remarks.forEach(remark -> text.append("- ").append(cell(remark)).append('\n'));
      }
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String... cells) {
    text.append('|');
    for (String value : cells) {
      text.append(' ').append(cell(value)).append(" |");
    }
    text.append('\n');
  }

  /** Escapes a value, so that it stays in its cell and is not taken for HTML. */
  private static String cell(String value) {
    return value.replaceAll("\\s+", " ").replace("|", "\\|").replace("<", "&lt;");
  }
}
