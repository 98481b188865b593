package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import io.ganglion.formats.NpzFile;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Inputs and labels from the arrays of an NPZ file, under the names of {@link ArrayNaming}. */
final class NpzDataset implements Splits {
  /** The name that NumPy gives to the only array that is saved without one. */
  private static final String UNNAMED = "arr_0";

  private static final int MOST_LISTED = 8;

  private final Path file;
  private final NpzFile opened;

  private NpzDataset(Path file, NpzFile opened) {
    this.file = file;
    this.opened = opened;
  }

  static Splits open(Path file) throws IOException {
    return new NpzDataset(file, NpzFile.open(file));
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }

  /** Reads one split. Its classes are those of both splits together. */
  @Override
  public Dataset read(Split split) throws IOException {
    Optional<ArrayNaming> naming = ArrayNaming.split(split, opened.names());
    if (naming.isPresent()) {
      Optional<String> other = ArrayNaming.labels(split.other(), opened.names());
      return read(file, opened, naming.get(), other, notes(naming.get(), opened));
    }
    boolean whole = ArrayNaming.whole(opened.names()).isPresent();
    if (!whole && !opened.names().contains(UNNAMED)) {
      throw unsuitable(file, opened, split);
    }
    SplitFile chosen = SplitFile.of(file, split);
    if (chosen.file().equals(file)) {
      return readPart(chosen, opened, split);
    }
    try (NpzFile beside = NpzFile.open(chosen.file())) {
      return readPart(chosen, beside, split);
    }
  }

  /** Reads a file that holds one part. */
  private static Dataset readPart(SplitFile chosen, NpzFile npz, Split split) throws IOException {
    Optional<ArrayNaming> naming = ArrayNaming.whole(npz.names());
    if (naming.isPresent()) {
      List<String> notes = new ArrayList<>(chosen.notes());
      notes.addAll(notes(naming.get(), npz));
      return read(chosen.file(), npz, naming.get(), Optional.empty(), notes);
    }
    Optional<Path> labels = LabelFile.beside(chosen.file());
    if (npz.names().size() > 1 || labels.isEmpty()) {
      throw unsuitable(chosen.file(), npz, split);
    }
    NumericArray inputs = npz.read(npz.names().iterator().next());
    try (NpzFile other = NpzFile.open(labels.get())) {
      if (other.names().size() != 1) {
        throw unsuitable(labels.get(), other, split);
      }
      NumericArray label = other.read(other.names().iterator().next());
      return LabelFile.dataset(chosen, inputs, labels.get(), label);
    }
  }

  private static List<String> notes(ArrayNaming naming, NpzFile npz) {
    List<String> notes = new ArrayList<>();
    if (!naming.inputs().matches("x_(train|test)")) {
      notes.add("arrays " + naming.inputs() + " and " + naming.labels());
    }
    List<String> validation = ArrayNaming.validation(npz.names());
    if (!validation.isEmpty()) {
      notes.add("not read: " + String.join(", ", validation));
    }
    return notes;
  }

  private static Dataset read(
      Path file, NpzFile npz, ArrayNaming naming, Optional<String> other, List<String> found)
      throws IOException {
    requireSameCount(file, npz, naming);
    ArrayImages.require(file, quoted(naming.inputs()), npz.shape(naming.inputs()));
    ArrayImages images = ArrayImages.of(file, quoted(naming.inputs()), npz.read(naming.inputs()));
    ArrayLabels labels = labels(file, npz, naming.labels());
    LabelNumbers numbers = labels.numbers();
    if (other.isPresent()) {
      numbers = numbers.and(labels(file, npz, other.get()).numbers());
    }
    List<String> notes = new ArrayList<>(found);
    notes.addAll(images.notes());
    notes.addAll(labels.notes());
    notes.addAll(numbers.notes());
    return Dataset.of(
            file.toString(),
            images.layout(),
            numbers.names(),
            images.values(),
            numbers.fromZero(labels.labels()))
        .withNotes(notes);
  }

  private static ArrayLabels labels(Path file, NpzFile npz, String name) throws IOException {
    return ArrayLabels.of(file + ", " + quoted(name), npz.read(name));
  }

  private static String quoted(String name) {
    return "array " + CsvRow.quoted(name);
  }

  /** Compares what the two arrays' headers claim, before memory for either is allocated. */
  private static void requireSameCount(Path file, NpzFile npz, ArrayNaming naming)
      throws IOException {
    Shape inputs = npz.shape(naming.inputs());
    Shape labels = npz.shape(naming.labels());
    if (inputs.dimension(0) != labels.dimension(0)) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "%s holds %d samples but %s holds %d labels, expected one label per sample",
              quoted(naming.inputs()),
              inputs.dimension(0),
              quoted(naming.labels()),
              labels.dimension(0)));
    }
  }

  private static FormatException unsuitable(Path file, NpzFile npz, Split split)
      throws IOException {
    List<String> arrays = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    for (String name : npz.names()) {
      if (arrays.size() == MOST_LISTED) {
        arrays.add("…");
        break;
      }
      Shape shape = npz.shape(name);
      shapes.add(shape);
      arrays.add(CsvRow.quoted(name) + " " + shape);
    }
    return new FormatException(
        file,
        String.format(
            Locale.ROOT,
            "has the arrays %s%s, expected x_%3$s and y_%3$s for the %3$s split, %3$s_images and"
                + " %3$s_labels, or X and y: rename them, or use another split",
            String.join(", ", arrays),
            weights(shapes),
            split.label()));
  }

  /** Says what arrays are that look like the matrices and biases of linear layers. */
  private static String weights(List<Shape> shapes) {
    for (int i = 1; i < shapes.size(); i++) {
      Shape matrix = shapes.get(i - 1);
      Shape bias = shapes.get(i);
      if (matrix.rank() == 2 && bias.rank() == 1) {
        if (matrix.dimension(1) == bias.size()) {
          return ", which look like the weights of a network, [inputs, outputs] as in Keras";
        }
        if (matrix.dimension(0) == bias.size()) {
          return ", which look like the weights of a network, [outputs, inputs] as in PyTorch";
        }
      }
    }
    return "";
  }
}
