package io.ganglion.benchmarks.report;

import java.util.List;
import java.util.Map;

/** The report as one self-contained HTML page, with a chart for each setting. */
final class Html {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Ganglion benchmarks</title>
      <style>
      :root { color-scheme: light dark; --bar: #2a6f97; --hand: #9aa5ad; --line: #8884; }
      body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
      table { border-collapse: collapse; margin: 1rem 0; }
      td, th { border-bottom: 1px solid var(--line); padding: .25rem .75rem; text-align: left; vertical-align: top; }
      td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
      svg { width: 100%; height: auto; }
      svg text { fill: currentColor; font: 13px system-ui, sans-serif; }
      svg .bar { fill: var(--bar); } svg .hand { fill: var(--hand); }
      svg .range { stroke: currentColor; stroke-width: 1.5; }
      </style>
      </head>
      <body>
      <h1>Ganglion benchmarks</h1>
      <p>A bar is the median of all runs; the thin line spans the lowest to the highest. Lower is better. Gray bars are programs without Ganglion, written by hand or in other frameworks.</p>
      """;

  private Html() {}

  static String of(Results results) {
    StringBuilder page = new StringBuilder(HEAD);
    pairs(page, "Facts", results.facts());
    if (!results.skipped().isEmpty()) {
      pairs(page, "Not measured", results.skipped());
    }
    for (Map.Entry<String, List<Measurement>> setting : results.settings().entrySet()) {
      List<Measurement> measurements = setting.getValue();
      String unit = Format.unit(measurements.get(0).unit());
      page.append("<h2>").append(escape(setting.getKey())).append("</h2>\n");
      page.append(BarChart.of(setting.getKey(), measurements));
      page.append("<table>\n<tr><th>program</th><th class=\"n\">median, ")
          .append(escape(unit))
          .append("</th><th class=\"n\">lowest – highest</th>")
          .append(
              "<th class=\"n\">bytes allocated</th><th class=\"n\">plain loop ÷ this</th></tr>\n");
      for (Measurement measurement : measurements) {
        page.append("<tr><td>").append(escape(measurement.subject())).append("</td>");
        number(page, Format.time(measurement.median()));
        number(
            page, Format.time(measurement.lowest()) + " – " + Format.time(measurement.highest()));
        number(page, Format.bytes(measurement.allocated()));
        number(page, Results.gain(measurement, measurements).map(Format::ratio).orElse("–"));
        page.append("</tr>\n");
      }
      page.append("</table>\n");
      List<String> remarks = Results.remarks(measurements);
      if (!remarks.isEmpty()) {
        page.append("<ul>\n");
        remarks.forEach(r -> page.append("<li>").append(escape(r)).append("</li>\n"));
        page.append("</ul>\n");
      }
    }
    return page.append("</body>\n</html>\n").toString();
  }

  private static void pairs(StringBuilder page, String title, Map<String, String> pairs) {
    page.append("<h2>").append(title).append("</h2>\n<table>\n");
    pairs.forEach(
        (name, value) ->
            page.append("<tr><th>")
                .append(escape(name))
                .append("</th><td>")
                .append(escape(value))
                .append("</td></tr>\n"));
    page.append("</table>\n");
  }

  private static void number(StringBuilder page, String value) {
    page.append("<td class=\"n\">").append(escape(value)).append("</td>");
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
