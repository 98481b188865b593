package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the CSV file of a split. A CSV file is one split: the test split if the file's name has the
 * word {@code test}, otherwise the training split. The other split is beside it, under the name
 * with the one word replaced by the other: {@code digits_train.csv} and {@code digits_test.csv}.
 */
final class CsvFiles {
  private CsvFiles() {}

  static Dataset read(Path file, Split split, Optional<ImageSize> size) throws IOException {
    String name = file.getFileName().toString();
    Split own = word(Split.TEST).matcher(name).find() ? Split.TEST : Split.TRAIN;
    if (own == split) {
      return CsvDataset.read(file, size);
    }
    String otherName = word(own).matcher(name).replaceAll(split.label());
    Path other = file.resolveSibling(otherName);
    if (otherName.equals(name) || !Files.isRegularFile(other)) {
      throw new FormatException(
          file,
          String.format(
                  Locale.ROOT,
                  "holds only the %s split, expected the %s split beside it (such as %s): add it or use the",
                  own.label(),
                  split.label(),
                  otherName.equals(name) ? "data_train.csv and data_test.csv" : otherName)
              + String.format(Locale.ROOT, " %s split", own.label()));
    }
    return CsvDataset.read(other, size);
  }

  private static Pattern word(Split split) {
    return Pattern.compile(
        "(?<![A-Za-z])" + split.label() + "(?![A-Za-z])", Pattern.CASE_INSENSITIVE);
  }
}
