package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The names of EMNIST's classes, from its mapping file: on each line a label and the characters that
 * it means, as numbers of ASCII; {@code 1 65 97} names the class 1 {@code A}.
 *
 * @param first the least label: 1 for letters
 * @param names the name of each class from the least label
 */
record ClassMapping(int first, List<String> names) {
  /** EMNIST's letters, where their mapping file is missing. */
  static final ClassMapping LETTERS =
      new ClassMapping(1, IntStream.rangeClosed('A', 'Z').mapToObj(Character::toString).toList());

  private static final long LONGEST = 1 << 16;

  /**
   * Reads a mapping file if there is one.
   *
   * @throws FormatException if it is not one
   */
  static Optional<ClassMapping> of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (Files.size(file) > LONGEST) {
      throw damaged(file, "it is longer than " + LONGEST + " bytes");
    }
    Map<Integer, String> found = new TreeMap<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (!line.isBlank()) {
          String[] numbers = line.strip().split("\\s+", -1);
          found.put(Integer.valueOf(numbers[0]), Character.toString(Integer.parseInt(numbers[1])));
        }
      }
    } catch (CharacterCodingException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw damaged(file, "a line is not a label and the number of a character");
    }
    List<Integer> labels = List.copyOf(found.keySet());
    if (labels.isEmpty()
        || labels.get(0) < 0
        || labels.get(labels.size() - 1) - labels.get(0) != labels.size() - 1) {
      throw damaged(file, "its labels are not numbered without gaps");
    }
    return Optional.of(new ClassMapping(labels.get(0), List.copyOf(found.values())));
  }

  private static FormatException damaged(Path file, String reason) {
    return new FormatException(
        file,
        "does not name classes ("
            + reason
            + "), expected lines such as '1 65 97' for the class 1, A: repair or remove it");
  }

  /**
   * Numbers labels from 0. Where those in the file start from 1, there is no class 0.
   *
   * @param where the file of the labels, for the message
   * @throws FormatException if a label has no name
   */
  int[] numbered(Path where, int... labels) throws FormatException {
    int[] numbered = new int[labels.length];
    for (int i = 0; i < labels.length; i++) {
      numbered[i] = labels[i] - first;
      if (numbered[i] < 0 || numbered[i] >= names.size()) {
        throw new FormatException(
            where,
            "label "
                + labels[i]
                + " of sample "
                + i
                + " has no name in the mapping file: repair or remove that file");
      }
    }
    return numbered;
  }
}
