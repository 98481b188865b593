package io.ganglion.benchmarks.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** How numbers are written: three digits where there are that many that mean something. */
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

  /** Less than half a byte is none: JMH divides its own by the operations. */
  static String bytes(OptionalDouble value) {
    return value.isEmpty()
        ? "–"
        : String.format(Locale.ROOT, "%.0f", Math.max(0, value.getAsDouble()));
  }

  /** {@code "us/op"} as people write it. */
  static String unit(String unit) {
    return unit.replace("us/op", "µs").replace("/op", "");
  }
}
