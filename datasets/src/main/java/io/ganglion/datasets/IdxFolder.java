package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A folder with MNIST's four files, under any common spelling of their names. */
final class IdxFolder {
  private static final List<String> IMAGES = List.of("-images-idx3-ubyte", "-images.idx3-ubyte");
  private static final List<String> VECTORS = List.of("-images-idx2-ubyte", "-images.idx2-ubyte");
  private static final List<String> LABELS = List.of("-labels-idx1-ubyte", "-labels.idx1-ubyte");

  private final Path folder;

  /** The labels that have been read. */
  private final Map<Split, IdxFile> read = new EnumMap<>(Split.class);

  private IdxFolder(Path folder) {
    this.folder = folder;
  }

  /** Returns the folder if it holds at least one of the four files. */
  static Optional<IdxFolder> of(Path folder) {
    IdxFolder candidate = new IdxFolder(folder);
    for (Split split : Split.values()) {
      if (candidate.images(split).isPresent() || candidate.labels(split).isPresent()) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static String prefix(Split split) {
    return split == Split.TRAIN ? "train" : "t10k";
  }

  private Optional<Path> images(Split split) {
    return find(split, IMAGES).or(() -> find(split, VECTORS));
  }

  private Optional<Path> labels(Split split) {
    return find(split, LABELS);
  }

  private Optional<Path> find(Split split, List<String> spellings) {
    for (String spelling : spellings) {
      for (String ending : List.of("", ".gz")) {
        Path file = folder.resolve(prefix(split) + spelling + ending);
        if (Files.isRegularFile(file)) {
          return Optional.of(file);
        }
      }
    }
    return Optional.empty();
  }

  private static Path require(Path folder, Split split, Optional<Path> file, String name)
      throws IOException {
    return file.orElseThrow(
        () ->
            new FormatException(
                folder,
                String.format(
                    Locale.ROOT,
                    "lacks the %s split's file %s%s (or .gz): add it, or use another split",
                    split.label(),
                    prefix(split),
                    name)));
  }

  /**
   * Reads one split.
   *
   * @param name the name to give the dataset
   * @param split the part to read
   * @return the dataset. Its classes are those of both parts together, so that they do not depend
   *     on which part is read
   */
  Dataset read(String name, Split split) throws IOException {
    Path images = require(folder, split, images(split), IMAGES.get(0));
    Path labels = require(folder, split, labels(split), LABELS.get(0));
    Optional<Path> others = labels(split.other());
    int classes = 0;
    if (others.isPresent()) {
      classes = readOnce(split.other(), others.get()).classes(others.get());
    }
    return read(name, images, labels, readOnce(split, labels), classes);
  }

  /** Each split needs the labels of both. */
  private IdxFile readOnce(Split split, Path labels) throws IOException {
    IdxFile content = read.get(split);
    if (content == null) {
      content = IdxFile.read(labels, IdxFile.Content.LABELS);
      read.put(split, content);
    }
    return content;
  }

  /** Reads a pair of files. The labels imply the number of classes. */
  static Dataset read(String name, Path imageFile, Path labelFile) throws IOException {
    IdxFile labelled = IdxFile.read(labelFile, IdxFile.Content.LABELS);
    return read(name, imageFile, labelFile, labelled, 0);
  }

  private static Dataset read(
      String name, Path imageFile, Path labelFile, IdxFile labelled, int leastClasses)
      throws IOException {
    IdxFile images = IdxFile.read(imageFile, IdxFile.Content.IMAGES);
    if (images.count() != labelled.count()) {
      throw new FormatException(
          imageFile,
          String.format(
              Locale.ROOT,
              "holds %d images but %s holds %d labels, expected as many: they belong to different data",
              images.count(),
              labelFile,
              labelled.count()));
    }
    int[] labels = labelled.labels(labelFile);
    int[] dimensions = images.dimensions();
    SampleLayout layout =
        dimensions.length == 3
            ? new ImageSize(dimensions[1], dimensions[2])
            : ImageSize.ofFeatures(dimensions[1]);
    int classes = Math.max(leastClasses, Labels.classes(labelFile, labels));
    return Dataset.of(name, layout, Dataset.numberedClasses(classes), images.data(), labels);
  }
}
