package io.ganglion.datasets;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.ganglion.formats.FormatException;
import io.ganglion.text.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the first two lines of a CSV file tell: how many fields there are, whether the first line
 * names them, and which is the label.
 *
 * @param fields the number of fields
 * @param names the name of each field, {@code ""} for those without; empty if there is no header
 * @param label the field that is named as the label, or −1
 * @param counted whether the names are numbers
 */
record CsvHeader(int fields, List<String> names, int label, boolean counted) {
  /** Names of a label, the more certain ones first. */
  private static final List<Set<String>> LABELS =
      List.of(
          Set.of("label", "labels", "class", "classes", "target"),
          Set.of("y", "digit", "species", "category", "variety"));

  private static final Set<String> ROW_NUMBERS = Set.of("", "id", "index", "imageid", "unnamed: 0");

  private static final Pattern PIXEL =
      Pattern.compile("(?i)\\d+x\\d+|(pixel|px)[-_ .]?\\d+([-_ .x]\\d+)?");

  private static final Pattern NUMBER = Pattern.compile("\\p{L}{0,7}[-_ .]?\\d+");

  /** The fewest numbers in a row, each by one above the last, that no data begin with. */
  private static final int FEWEST_NUMBERS = 4;

  /** The same beside a number that does not count with them. */
  private static final int FEWEST_BESIDE = 8;

  /**
   * Reads the first two lines.
   *
   * @throws FormatException if there are none, or they have too few or too many fields
   */
  static CsvHeader of(CsvText text) throws IOException {
    try (CsvReader<CsvRow> reader = text.reader(new CsvRow(1024, true))) {
      Iterator<CsvRow> rows = reader.iterator();
      if (!rows.hasNext()) {
        throw new FormatException(
            text.file(), "is empty, expected one sample per line: label and values");
      }
      CsvRow row = rows.next();
      int fields = row.fields();
      requireFields(text, fields);
      int beside = besideCounted(row);
      boolean counted = beside >= 0 || isCounted(row, 0, fields);
      if (!counted && row.firstText() < 0) {
        return new CsvHeader(fields, List.of(), -1, false);
      }
      String[] names = new String[fields];
      for (int i = 0; i < fields; i++) {
        names[i] = row.name(i) == null ? Numbers.text(row.value(i)) : row.name(i);
      }
      boolean[] words = new boolean[fields];
      for (int i = 0; i < fields; i++) {
        words[i] = row.name(i) != null;
      }
      CsvRow second = rows.hasNext() ? rows.next() : null;
      if (!counted && !isNamed(names, words, second)) {
        return new CsvHeader(fields, List.of(), -1, false);
      }
      int label = beside >= 0 ? beside : label(text, names);
      return new CsvHeader(fields, Arrays.asList(names), label, counted);
    } catch (CsvParseException | UncheckedIOException e) {
      throw text.unreadable(e);
    }
  }

  private static void requireFields(CsvText text, int fields) throws FormatException {
    if (fields < 2) {
      throw new FormatException(
          text.file(),
          "line 1 has one field, expected a label and at least one value, separated by commas,"
              + " semicolons or tabs");
    }
    if (fields > CsvRow.MOST_FIELDS) {
      throw new FormatException(
          text.file(),
          "line 1 has "
              + fields
              + " fields, expected a label and at most "
              + (CsvRow.MOST_FIELDS - 2)
              + " values");
    }
  }

  /**
   * Returns the field at an end of a line of numbers beside which all others count: it is the label,
   * which pandas numbers by itself ({@code 0,1,2,…,783,0} or {@code 1,2,…,784,0}). Returns −1 if
   * there is none.
   */
  private static int besideCounted(CsvRow row) {
    int last = row.fields() - 1;
    if (row.firstText() >= 0 || last < FEWEST_BESIDE || isCounted(row, 0, last + 1)) {
      return -1;
    }
    if (isCounted(row, 0, last)) {
      return last;
    }
    return isCounted(row, 1, last + 1) ? 0 : -1;
  }

  /**
   * Returns whether the numbers of some fields count from 0 or 1 by one, which those of data do not.
   */
  private static boolean isCounted(CsvRow row, int from, int to) {
    int numbers = 0;
    double first = 0;
    for (int i = from; i < to; i++) {
      if (row.name(i) == null) {
        if (numbers == 0) {
          first = row.value(i);
        }
        if (row.value(i) != first + numbers || (first != 0 && first != 1)) {
          return false;
        }
        numbers++;
      } else if (!row.name(i).isEmpty() && !isWord(row.name(i))) {
        return false;
      }
    }
    boolean unnamed = row.name(0) != null && row.name(0).isEmpty();
    return numbers >= (unnamed ? 1 : FEWEST_NUMBERS);
  }

  /**
   * Returns whether words are names: the name of a label, or above a number, or with nothing below.
   * Words above words in the only column of words are names of classes.
   */
  private static boolean isNamed(String[] names, boolean[] words, CsvRow second) {
    boolean named = false;
    boolean all = true;
    for (int i = 0; i < names.length; i++) {
      boolean word = words[i] && isWord(names[i]);
      all &= word || (words[i] && names[i].isEmpty());
      if (word && (second == null || isLabel(names[i]) || isNumber(second, i))) {
        named = true;
      }
    }
    return named || all;
  }

  private static boolean isNumber(CsvRow row, int field) {
    return field < row.fields() && !Double.isNaN(row.value(field));
  }

  private static boolean isWord(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isLetter(name.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLabel(String name) {
    String lower = lower(name);
    return LABELS.get(0).contains(lower) || LABELS.get(1).contains(lower);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static int label(CsvText text, String... names) throws FormatException {
    for (Set<String> group : LABELS) {
      int found = -1;
      for (int i = 0; i < names.length; i++) {
        if (group.contains(lower(names[i]))) {
          if (found >= 0) {
            throw new FormatException(
                text.file(),
                String.format(
                    Locale.ROOT,
                    "its header names columns %d and %d as the label, expected one",
                    found + 1,
                    i + 1));
          }
          found = i;
        }
      }
      if (found >= 0) {
        return found;
      }
    }
    return -1;
  }

  boolean isPresent() {
    return !names.isEmpty();
  }

  /** Returns whether the first field's name says that it numbers the rows. */
  boolean numbersRows() {
    return isPresent() && label != 0 && ROW_NUMBERS.contains(lower(names.get(0)));
  }

  /** Returns whether a field's name is that of a pixel. */
  boolean isPixel(int field) {
    return PIXEL.matcher(names.get(field)).matches();
  }

  /** Returns whether a field's name only numbers it, as that of a pixel may. */
  boolean isNumbered(int field) {
    return NUMBER.matcher(names.get(field)).matches();
  }

  /** Returns the names of all fields from one on but the label; their numbers without a header. */
  List<String> columns(int from, int label) {
    List<String> columns = new ArrayList<>();
    for (int i = from; i < fields; i++) {
      if (i != label) {
        columns.add(isPresent() ? names.get(i) : Integer.toString(columns.size() + 1));
      }
    }
    return columns;
  }

  /** Returns whether a field has one of these names. */
  boolean isOneOf(int field, List<String> columns) {
    return isPresent() && field >= 0 && columns.contains(names.get(field));
  }
}
