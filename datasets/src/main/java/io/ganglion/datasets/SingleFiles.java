package io.ganglion.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a folder that are datasets by themselves. */
final class SingleFiles {
  private static final Pattern NAME =
      Pattern.compile("[^.].*\\.(npz|npy|(csv|tsv|data)(\\.gz)?)", Pattern.CASE_INSENSITIVE);

  /** The most files that a message names. */
  private static final int NAMED = 3;

  private SingleFiles() {}

  /** Says which files of a folder can be opened, for the end of a message. */
  static String hint(Path folder) throws IOException {
    List<String> names;
    try (Stream<Path> entries = Files.list(folder)) {
      names =
          entries
              .map(file -> file.getFileName().toString())
              .filter(name -> NAME.matcher(name).matches())
              .sorted()
              .map(CsvRow::shown)
              .toList();
    }
    if (names.isEmpty()) {
      return "; an .npz, .npy, .csv or .tsv file is opened by its own name";
    }
    int more = names.size() - NAMED;
    return String.format(
        Locale.ROOT,
        "; it has %s%s, which can be opened: name the file, such as %s/%s",
        String.join(", ", names.subList(0, Math.min(NAMED, names.size()))),
        more > 0 ? " and " + more + " more" : "",
        folder,
        names.get(0));
  }
}
