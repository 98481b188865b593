package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import io.ganglion.formats.NpyFile;
import io.ganglion.formats.NumericArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Labels in a file of their own, beside that of the inputs: {@code k49-train-imgs.npz} and {@code
 * k49-train-labels.npz} of KMNIST, {@code X.npy} and {@code y.npy}.
 */
final class LabelFile {
  /** The words for inputs in the names of files, and the words for their labels. */
  private static final Map<String, List<String>> LABELS =
      Map.of(
          "imgs", List.of("labels"),
          "images", List.of("labels", "targets"),
          "data", List.of("labels", "target"),
          "features", List.of("labels"),
          "inputs", List.of("labels", "targets"),
          "x", List.of("y"));

  private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

  private LabelFile() {}

  /** Finds the file of the labels. */
  static Optional<Path> beside(Path inputs) {
    String name = inputs.getFileName().toString();
    Matcher word = WORD.matcher(name);
    while (word.find()) {
      for (String label : LABELS.getOrDefault(word.group().toLowerCase(Locale.ROOT), List.of())) {
        Path labels =
            inputs.resolveSibling(
                name.substring(0, word.start()) + label + name.substring(word.end()));
        if (Files.isRegularFile(labels)) {
          return Optional.of(labels);
        }
      }
    }
    return Optional.empty();
  }

  /** Reads a split from a pair of NPY files. */
  static Dataset readNpy(Path file, Split split) throws IOException {
    SplitFile chosen = SplitFile.of(file, split);
    Path labels =
        beside(chosen.file())
            .orElseThrow(
                () ->
                    new FormatException(
                        chosen.file(),
                        "has no labels beside it, expected such as x_train.npy and y_train.npy, or"
                            + " train-images.npy and train-labels.npy: rename them"));
    return dataset(chosen, NpyFile.read(chosen.file()), labels, NpyFile.read(labels));
  }

  /** Makes a dataset of the inputs and labels of two files. */
  static Dataset dataset(SplitFile file, NumericArray inputs, Path labelFile, NumericArray label)
      throws FormatException {
    ArrayImages images = ArrayImages.of(file.file(), "its array", inputs);
    ArrayLabels labels = ArrayLabels.of(labelFile, label);
    if (inputs.shape().dimension(0) != labels.labels().length) {
      throw new FormatException(
          file.file(),
          "holds "
              + inputs.shape().dimension(0)
              + " samples but "
              + labelFile
              + " holds "
              + labels.labels().length
              + " labels, expected as many: they belong to different data");
    }
    List<String> notes = new ArrayList<>(file.notes());
    notes.add("labels from " + labelFile.getFileName());
    notes.addAll(images.notes());
    notes.addAll(labels.notes());
    notes.addAll(labels.numbers().notes());
    return Dataset.of(
            file.file().toString(),
            images.layout(),
            labels.numbers().names(),
            images.values(),
            labels.numbers().fromZero(labels.labels()))
        .withNotes(notes);
  }
}
