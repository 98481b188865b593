package io.ganglion.formats;

import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/** How errors name the arrays of a file. */
final class ArrayNames {

  private static final int MOST_LISTED = 20;

  private ArrayNames() {}

  /** The source of an error in one array. */
  static String source(Path file, String name) {
    return file + ", array " + FormatException.quote(name);
  }

  static String list(Collection<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    String listed =
        names.stream()
            .limit(MOST_LISTED)
            .map(FormatException::quote)
            .collect(Collectors.joining(", "));
    return names.size() <= MOST_LISTED
        ? listed
        : listed + " and " + (names.size() - MOST_LISTED) + " more";
  }

  static FormatException missing(Path file, String name, Collection<String> names) {
    return new FormatException(
        file, "holds no array " + FormatException.quote(name) + "; it holds " + list(names));
  }
}
