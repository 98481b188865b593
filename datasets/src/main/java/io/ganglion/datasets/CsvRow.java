package io.ganglion.datasets;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;

/**
 * A record of a CSV file as numbers. Fields become numbers where the parser has them, so that a
 * record takes eight bytes a field; the one object holds each record in turn.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  /** The longest record, in fields: an image of 1024×1024, its label and a row's number. */
  static final int MOST_FIELDS = (1 << 20) + 2;

  private static final int LONGEST_QUOTE = 40;
  private static final int MOST_PLAIN_DIGITS = 15;

  private final boolean header;
  private double[] values;
  private int fields;
  private int records;

  /** The texts of the first record's fields that are not numbers; null where they are. */
  private String[] names = {};

  private int firstText;
  private int secondText;
  private String first = "";
  private String second = "";
  private int kept = -1;
  private String keptText = "";

  /**
   * Makes a row with memory for a number of fields, which grows if there are more.
   *
   * @param header whether to keep the texts of the first record
   */
  CsvRow(int fields, boolean header) {
    values = new double[fields];
    this.header = header;
  }

  /** Keeps the text of a field, even if it is a number. */
  void keep(int field) {
    kept = field;
  }

  @Override
  protected void handleBegin(long line) {
    records++;
    fields = 0;
    firstText = -1;
    secondText = -1;
    keptText = "";
  }

  @Override
  protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
    fields = field + 1;
    if (fields > MOST_FIELDS) {
      return;
    }
    if (field == values.length) {
      values = Arrays.copyOf(values, Math.min(MOST_FIELDS, 2 * values.length + 2));
    }
    if (field == kept) {
      keptText = new String(buffer, offset, length).strip();
    }
    if (isPlain(buffer, offset, length)) {
      long value = 0;
      for (int i = offset; i < offset + length; i++) {
        value = 10 * value + buffer[i] - '0';
      }
      values[field] = value;
      return;
    }
    values[field] = number(buffer, offset, length);
    if (Double.isNaN(values[field])) {
      text(field, buffer, offset, length);
    }
  }

  private static boolean isPlain(char[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] < '0' || buffer[i] > '9') {
        return false;
      }
    }
    return length > 0 && length <= MOST_PLAIN_DIGITS;
  }

  private void text(int field, char[] buffer, int offset, int length) {
    boolean named = header && records == 1;
    if (!named && secondText >= 0) {
      return;
    }
    String content = new String(buffer, offset, length).strip();
    if (named) {
      if (names.length <= field) {
        names = Arrays.copyOf(names, Math.max(field + 1, values.length));
      }
      names[field] = content;
    }
    if (firstText < 0) {
      firstText = field;
      first = content;
    } else if (secondText < 0) {
      secondText = field;
      second = content;
    }
  }

  /** Returns a decimal number, or NaN if the text is not one. */
  private static double number(char[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if ("0123456789+-.eE ".indexOf(buffer[i]) < 0) {
        return Double.NaN;
      }
    }
    try {
      double value = Double.parseDouble(new String(buffer, offset, length));
      return Math.abs(value) <= Float.MAX_VALUE ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Shortens text from a file, and makes it harmless to a terminal. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
  }

  /** Quotes text from a file, shortened and harmless. */
  static String quoted(String text) {
    return "'" + shown(text) + "'";
  }

  @Override
  protected CsvRow buildRecord() {
    return this;
  }

  /** Returns the line on which the record begins, from 1. */
  long line() {
    return getStartingLineNumber();
  }

  /** Returns the number of fields. Those beyond {@link #MOST_FIELDS} have no value. */
  int fields() {
    return fields;
  }

  /** Returns a field's number; NaN for a field that is not a number. */
  double value(int field) {
    return values[field];
  }

  /** Returns the text of a field of the first record, or null if it is a number. */
  String name(int field) {
    return field < names.length ? names[field] : null;
  }

  /** Returns the first field that is not a number, or −1. */
  int firstText() {
    return firstText;
  }

  /** Returns the second field that is not a number, or −1. */
  int secondText() {
    return secondText;
  }

  /** Returns the text of the first or second field that is not a number. */
  String text(int field) {
    return field == firstText ? first : second;
  }

  /** Returns the text of the field that is {@linkplain #keep kept}. */
  String keptText() {
    return keptText;
  }
}
