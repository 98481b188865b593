package io.ganglion.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A bar chart of medians, with a thin line from the lowest to the highest run of each program. */
final class BarChart {

  private static final int WIDTH = 900;
  private static final int LABELS = 150;
  private static final int VALUES = 90;
  private static final int ROW = 26;
  private static final int BAR = 16;

  private BarChart() {}

  /** Draws an SVG element, to be embedded in HTML. */
  static String of(String title, List<Measurement> measurements) {
    double longest = measurements.stream().mapToDouble(Measurement::highest).max().orElse(1);
    double scale = (WIDTH - LABELS - VALUES) / (longest > 0 ? longest : 1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            WIDTH,
            measurements.size() * ROW,
            Html.escape(title)));
    for (int i = 0; i < measurements.size(); i++) {
      Measurement measurement = measurements.get(i);
      int top = i * ROW + (ROW - BAR) / 2;
      int middle = top + BAR / 2;
      int base = middle + 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
              LABELS - 8,
              base,
              Html.escape(measurement.subject())));
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%s\" height=\"%d\"/>\n",
              measurement.isGanglion() ? "bar" : "hand",
              LABELS,
              top,
              pixels(measurement.median() * scale),
              BAR));
      svg.append(
          String.format(
              Locale.ROOT,
              "<line class=\"range\" x1=\"%s\" x2=\"%s\" y1=\"%d\" y2=\"%d\"/>\n",
              pixels(LABELS + measurement.lowest() * scale),
              pixels(LABELS + measurement.highest() * scale),
              middle,
              middle));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%s\" y=\"%d\">%s</text>\n",
              pixels(LABELS + measurement.highest() * scale + 8),
              base,
              Format.time(measurement.median())
                  + " "
                  + Html.escape(Format.unit(measurement.unit()))));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String pixels(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
