package io.ganglion.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Formats numbers, most of them with three significant digits. */
final class Format {

  private Format() {}

  static String time(double value) {
    if (value < 10) {
      return String.format(Locale.ROOT, "%.2f", value);
    }
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }

  static String ratio(double value) {
    return time(value) + "×";
  }

  /** Rounds to whole bytes: a fraction is JMH's own allocation, divided by the operations. */
  static String bytes(OptionalDouble value) {
    return value.isEmpty()
        ? "–"
        : String.format(Locale.ROOT, "%.0f", Math.max(0, value.getAsDouble()));
  }

  /** Shortens JMH's unit: {@code "us/op"} becomes {@code "µs"}. */
  static String unit(String unit) {
    return unit.replace("us/op", "µs").replace("/op", "");
  }
}
