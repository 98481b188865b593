package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The file of a split, where a file holds one part. For training, the file that is named is read. It
 * is the test split if its name has the word {@code test}; otherwise the test split is beside it,
 * under the name with {@code train} replaced by {@code test}: {@code digits_train.csv} and {@code
 * digits_test.csv}.
 *
 * @param file the file to read
 * @param other the file of the other split, if there is one
 * @param notes which file was chosen, if it was not plain
 */
record SplitFile(Path file, Optional<Path> other, List<String> notes) {

  /**
   * Finds the file of a split.
   *
   * @param named the file that was named
   * @throws FormatException if the file that was named holds no test split and none is beside it
   */
  static SplitFile of(Path named, Split split) throws IOException {
    String name = named.getFileName().toString();
    boolean test = word(Split.TEST).matcher(name).find();
    Optional<Path> other = beside(named, name, test ? Split.TEST : Split.TRAIN);
    if (split == Split.TRAIN) {
      return test
          ? new SplitFile(
              named,
              Optional.empty(),
              List.of("read for training, as named, although its name says test: " + name))
          : new SplitFile(named, other, List.of());
    }
    if (test) {
      return new SplitFile(named, other, List.of());
    }
    Path found =
        other.orElseThrow(
            () ->
                new FormatException(
                    named,
                    "holds only the train split, expected the test split beside it (such as "
                        + expected(name)
                        + "): add it or use the train split"));
    return new SplitFile(
        found, Optional.of(named), List.of("the test split is read from " + found.getFileName()));
  }

  private static String expected(String name) {
    String other = exchanged(name, Split.TRAIN);
    return other.equals(name) ? "data_train.csv and data_test.csv" : other;
  }

  private static Optional<Path> beside(Path named, String name, Split own) {
    String otherName = exchanged(name, own);
    Path other = named.resolveSibling(otherName);
    return otherName.equals(name) || !Files.isRegularFile(other)
        ? Optional.empty()
        : Optional.of(other);
  }

  private static String exchanged(String name, Split own) {
    String other = (own == Split.TRAIN ? Split.TEST : Split.TRAIN).label();
    return word(own).matcher(name).replaceAll(word -> likeCapitals(word, other));
  }

  /** Keeps capitals: {@code TRAIN} becomes {@code TEST}, and {@code Train} becomes {@code Test}. */
  private static String likeCapitals(MatchResult word, String other) {
    String found = word.group();
    if (found.equals(found.toUpperCase(Locale.ROOT))) {
      return other.toUpperCase(Locale.ROOT);
    }
    return Character.isUpperCase(found.charAt(0))
        ? other.substring(0, 1).toUpperCase(Locale.ROOT) + other.substring(1)
        : other;
  }

  private static Pattern word(Split split) {
    return Pattern.compile(
        "(?<![A-Za-z])" + split.label() + "(?![A-Za-z])", Pattern.CASE_INSENSITIVE);
  }
}
