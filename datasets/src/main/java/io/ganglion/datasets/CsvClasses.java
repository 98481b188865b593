package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The names of classes in a CSV file, as they are found. */
final class CsvClasses {
  private static final int LONGEST_NAME = 255;

  private final Path file;
  private final Map<String, Integer> found = new HashMap<>();

  CsvClasses(Path file) {
    this.file = file;
  }

  /**
   * Returns the number of a record's class, in the order of their occurrence.
   *
   * @param row a record that keeps the text of its label
   * @param field the label's field
   * @throws FormatException if it is empty or too long, or there are too many
   */
  int add(CsvRow row, int field) throws FormatException {
    String name = row.keptText();
    Integer known = found.get(name);
    if (known != null) {
      return known;
    }
    if (name.isEmpty()) {
      throw refused(row, field, "a label is empty, expected the name of a class in each line");
    }
    if (name.length() > LONGEST_NAME) {
      throw refused(
          row,
          field,
          String.format(
              Locale.ROOT,
              "the label %s has %d characters, expected the name of a class, of at most %d: shorten"
                  + " it, or remove a column of text that is not the class",
              CsvRow.quoted(name),
              name.length(),
              LONGEST_NAME));
    }
    if (found.size() == Dataset.MAXIMUM_CLASSES) {
      throw refused(
          row,
          field,
          String.format(
              Locale.ROOT,
              "the label %s is one more than %d different ones, expected the names of classes:"
                  + " remove a column of text that is not the class",
              CsvRow.quoted(name),
              Dataset.MAXIMUM_CLASSES));
    }
    found.put(name, found.size());
    return found.size() - 1;
  }

  private FormatException refused(CsvRow row, int field, String problem) {
    return new FormatException(
        file, String.format(Locale.ROOT, "line %d, field %d: ", row.line(), field + 1) + problem);
  }

  /**
   * Numbers the classes in the order of their names, and not of their occurrence.
   *
   * @param labels the numbers that {@link #add} returned; changed to the new ones
   * @return the names
   */
  List<String> sort(int... labels) {
    List<String> names = List.copyOf(new TreeSet<>(found.keySet()));
    int[] numbers = new int[names.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[found.get(names.get(i))] = i;
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = numbers[labels[i]];
    }
    return names;
  }
}
