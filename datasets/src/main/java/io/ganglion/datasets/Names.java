package io.ganglion.datasets;

import java.util.List;
import java.util.stream.Collectors;

/** Lists the names of classes or columns in messages. */
final class Names {
  private static final int MOST_LISTED = 8;

  private Names() {}

  /** Lists the first names, and says how many more there are. */
  static String listed(List<String> names) {
    String some =
        names.stream().limit(MOST_LISTED).map(CsvRow::shown).collect(Collectors.joining(", "));
    return names.size() > MOST_LISTED
        ? some + " and " + (names.size() - MOST_LISTED) + " more"
        : some;
  }
}
