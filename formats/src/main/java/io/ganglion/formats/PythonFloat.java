package io.ganglion.formats;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * A {@code double} as Python's {@code repr} writes it: the fewest digits that read back as the same
 * number and, among those, the digits nearest to it.
 *
 * <p>The decimal point is placed as {@code repr} places it: plain notation from 1e-04 to below
 * 1e+16, with {@code .0} after a whole number; otherwise scientific notation, whose exponent has a
 * sign and at least two digits. {@code Double.toString} gives the fewest digits only from JDK 19 on
 * (JDK-4511638), so the digits come from Jackson's implementation of the same algorithm: R.
 * Giulietti, "The Schubfach way to render doubles", 2021.
 */
final class PythonFloat {

  private static final int SMALLEST_PLAIN_EXPONENT = -4;
  private static final int LARGEST_PLAIN_EXPONENT = 15;

  private PythonFloat() {}

  /**
   * Appends a number to a text.
   *
   * @param text the text to append to; modified
   * @param value finite
   */
  static void append(StringBuilder text, double value) {
    String java = NumberOutput.toString(value, true);
    int mark = java.indexOf('E');
    if (mark < 0) {
      // From 1e-3 to below 1e7, Java and Python write the same text.
      text.append(java);
      return;
    }
    if (value < 0) {
      text.append('-');
    }

    // value = ±d.ddd × 10^exponent; Java writes a digit after the point even if it is 0.
    int exponent = Integer.parseInt(java, mark + 1, java.length(), 10);
    int point = java.indexOf('.');
    String fraction = java.substring(point + 1, mark);
    String digits = java.substring(point - 1, point) + (fraction.equals("0") ? "" : fraction);
    if (digits.length() == 2) {
      // Java never writes fewer than two digits, even if one is enough: 4.9E-324 is 5e-324 in
      // Python.
      int rounded = (Integer.parseInt(digits) + 5) / 10;
      if (Double.parseDouble(rounded + "e" + exponent) == Math.abs(value)) {
        digits = rounded == 10 ? "1" : Integer.toString(rounded);
        exponent += rounded == 10 ? 1 : 0;
      }
    }
    place(text, digits, exponent);
  }

  private static void place(StringBuilder text, String digits, int exponent) {
    int length = digits.length();
    if (exponent < SMALLEST_PLAIN_EXPONENT || exponent > LARGEST_PLAIN_EXPONENT) {
      text.append(digits, 0, 1);
      if (length > 1) {
        text.append('.').append(digits, 1, length);
      }
      int size = Math.abs(exponent);
      text.append('e').append(exponent < 0 ? '-' : '+').append(size < 10 ? "0" : "").append(size);
    } else if (exponent < 0) {
      text.append("0.").append("0".repeat(-exponent - 1)).append(digits);
    } else if (length <= exponent + 1) {
      text.append(digits).append("0".repeat(exponent + 1 - length)).append(".0");
    } else {
      text.append(digits, 0, exponent + 1).append('.').append(digits, exponent + 1, length);
    }
  }
}
