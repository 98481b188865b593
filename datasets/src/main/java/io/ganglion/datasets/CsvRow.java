package io.ganglion.datasets;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * A record of a CSV file as numbers. Fields become numbers where the parser has them, so that a
 * record takes eight bytes a field; the one object holds each record in turn.
 */
final class CsvRow extends AbstractBaseCsvCallbackHandler<CsvRow> {
  /** The longest record, in fields: an image of 1024×1024 and its label. */
  static final int MOST_FIELDS = (1 << 20) + 1;

  private static final int LONGEST_QUOTE = 40;
  private static final int MOST_PLAIN_DIGITS = 18;
  private static final Set<String> LABEL_NAMES = Set.of("label", "class");

  private long[] values = new long[1024];
  private int fields;
  private int records;
  private boolean named;
  private int firstLabel;
  private int secondLabel;
  private int unreadable;
  private String unreadableText = "";

  @Override
  protected void handleBegin(long line) {
    records++;
    fields = 0;
    named = false;
    firstLabel = -1;
    secondLabel = -1;
    unreadable = -1;
  }

  @Override
  protected void handleField(int field, char[] buffer, int offset, int length, boolean quoted) {
    fields = field + 1;
    if (fields > MOST_FIELDS) {
      return;
    }
    if (field == values.length) {
      values = Arrays.copyOf(values, Math.min(MOST_FIELDS, 2 * values.length));
    }
    if (!isPlain(buffer, offset, length)) {
      text(field, new String(buffer, offset, length).strip());
      return;
    }
    long value = 0;
    for (int i = offset; i < offset + length; i++) {
      value = 10 * value + buffer[i] - '0';
    }
    values[field] = value;
  }

  private static boolean isPlain(char[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] < '0' || buffer[i] > '9') {
        return false;
      }
    }
    return length > 0 && length <= MOST_PLAIN_DIGITS;
  }

  private void text(int field, String text) {
    // A field without letters is not a name. It must be a number, even on line 1.
    if (records == 1 && text.codePoints().anyMatch(Character::isLetter)) {
      named = true;
      if (LABEL_NAMES.contains(text.toLowerCase(Locale.ROOT))) {
        secondLabel = firstLabel < 0 ? -1 : field;
        firstLabel = firstLabel < 0 ? field : firstLabel;
      }
    }
    values[field] = 0;
    if (unreadable < 0) {
      try {
        values[field] = Long.parseLong(text);
      } catch (NumberFormatException e) {
        unreadable = field;
        unreadableText = shown(text);
      }
    }
  }

  /** Shortens text from a file, and makes it harmless to a terminal. */
  static String shown(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
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

  /** Returns a field's number; any field is 0 behind one that is not a whole number. */
  long value(int field) {
    return values[field];
  }

  /** Returns whether the file's first record has a name in any field. */
  boolean isNamed() {
    return named;
  }

  /** Returns the first field that is named as the label, or −1. */
  int firstLabel() {
    return firstLabel;
  }

  /** Returns a later field that is named as the label too, or −1. */
  int secondLabel() {
    return secondLabel;
  }

  /** Returns the first field that is not a whole number, or −1. */
  int unreadable() {
    return unreadable;
  }

  /** Returns what the first field that is not a whole number holds instead, shortened. */
  String unreadableText() {
    return unreadableText;
  }
}
