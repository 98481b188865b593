package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder with MNIST's four files, under any common spelling of their names, or with those of its
 * relatives: {@code emnist-letters-train-images-idx3-ubyte.gz}, {@code
 * qmnist-test-labels-idx2-int.gz}.
 */
final class IdxFolder {
  private static final Pattern NAME =
      Pattern.compile(
          "(?:(.+)-)?(train|t10k|test)-(images|labels)[-.]idx(\\d)-"
              + "(?:ubyte|byte|short|int|float|double)(?:\\.gz)?");

  /** What is said of EMNIST's pictures. */
  static final String TURNED =
      "EMNIST stores pictures with rows and columns exchanged: turned upright";

  private static final String EMNIST = "emnist";
  private static final String QMNIST = "qmnist";

  private final Path folder;
  private final String prefix;

  /** The files by their names without ending: {@code train-images}. */
  private final Map<String, Path> files;

  /** The labels that have been read: each split needs those of both. */
  private final Map<Path, NumericArray> read = new HashMap<>();

  private IdxFolder(Path folder, String prefix, Map<String, Path> files) {
    this.folder = folder;
    this.prefix = prefix;
    this.files = files;
  }

  /**
   * Returns the files in a folder if there are any.
   *
   * @throws FormatException if there are those of several datasets
   */
  static Optional<IdxFolder> of(Path folder) throws IOException {
    Map<String, IdxFolder> found = in(folder);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    // The four files without a prefix have no name but that of their folder.
    if (found.size() > 1 && !found.containsKey("")) {
      throw new FormatException(
          folder,
          "holds several datasets, expected the name of one: "
              + String.join(
                  ", ",
                  found.keySet().stream().map(name -> folder.resolve(name).toString()).toList()));
    }
    return Optional.of(found.values().iterator().next());
  }

  /** Returns the files that a path without a file means: {@code folder/emnist-letters}. */
  static Optional<IdxFolder> prefixed(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    return folder == null || !Files.isDirectory(folder) || !Files.isReadable(folder)
        ? Optional.empty()
        : Optional.ofNullable(in(folder).get(path.getFileName().toString()));
  }

  private static Map<String, IdxFolder> in(Path folder) throws IOException {
    Map<String, IdxFolder> found = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*idx*")) {
      for (Path entry : entries) {
        Matcher name = NAME.matcher(entry.getFileName().toString());
        if (name.matches() && Files.isRegularFile(entry)) {
          String prefix = name.group(1) == null ? "" : name.group(1);
          String part = (name.group(2).equals("train") ? "train-" : "test-") + name.group(3);
          found
              .computeIfAbsent(prefix, key -> new IdxFolder(folder, key, new TreeMap<>()))
              .files
              .merge(part, entry, IdxFolder::preferred);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }

  /** Of two files of one part, the one that is not gzipped, then the one of more dimensions. */
  private static Path preferred(Path one, Path other) {
    boolean gzipped = one.toString().endsWith(".gz");
    if (gzipped != other.toString().endsWith(".gz")) {
      return gzipped ? other : one;
    }
    return dimensions(one).compareTo(dimensions(other)) >= 0 ? one : other;
  }

  private static String dimensions(Path file) {
    Matcher name = NAME.matcher(file.getFileName().toString());
    return name.matches() ? name.group(4) : "";
  }

  private Optional<Path> file(Split split, String content) {
    return Optional.ofNullable(files.get(split.label() + "-" + content));
  }

  private Path require(Split split, String content, int dimensions) throws IOException {
    return file(split, content)
        .orElseThrow(
            () ->
                new FormatException(
                    folder,
                    String.format(
                        Locale.ROOT,
                        "lacks the %s split's file %s%s-%s-idx%d-ubyte (or .gz): add it, or use"
                            + " another split",
                        split.label(),
                        prefix.isEmpty() ? "" : prefix + "-",
                        split == Split.TRAIN ? "train" : prefix.isEmpty() ? "t10k" : "test",
                        content,
                        dimensions)));
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
    Path images = require(split, "images", 3);
    Path labels = require(split, "labels", 1);
    Optional<Path> others = file(split == Split.TRAIN ? Split.TEST : Split.TRAIN, "labels");
    Optional<LabelNumbers> other =
        others.isPresent()
            ? Optional.of(labels(others.get(), readOnce(others.get())).numbers())
            : Optional.empty();
    Optional<ClassMapping> mapping = ClassMapping.of(folder.resolve(prefix + "-mapping.txt"));
    boolean named = mapping.isPresent();
    if (!named && prefix.toLowerCase(Locale.ROOT).startsWith(EMNIST + "-letters")) {
      mapping = Optional.of(ClassMapping.LETTERS);
    }
    Dataset dataset = read(name, images, labels, readOnce(labels), other, mapping);
    List<String> notes = new ArrayList<>(dataset.notes());
    if (named) {
      notes.add("classes named by " + prefix + "-mapping.txt");
    }
    if (prefix.toLowerCase(Locale.ROOT).startsWith(EMNIST)
        && dataset.layout() instanceof ImageSize) {
      dataset = dataset.transposed();
      notes.add(TURNED);
    }
    return dataset.withNotes(notes);
  }

  private NumericArray readOnce(Path labels) throws IOException {
    NumericArray content = read.get(labels);
    if (content == null) {
      content = IdxFile.read(labels, IdxFile.Content.LABELS);
      read.put(labels, content);
    }
    return content;
  }

  private static ArrayLabels labels(Path file, NumericArray array) throws FormatException {
    Shape shape = array.shape();
    boolean several = shape.rank() == 2 && shape.dimension(1) > 1;
    if (several && file.getFileName().toString().startsWith(QMNIST)) {
      int columns = shape.dimension(1);
      long[] all = array.toLongs();
      long[] first = new long[shape.dimension(0)];
      for (int i = 0; i < first.length; i++) {
        first[i] = all[i * columns];
      }
      ArrayLabels labels = ArrayLabels.of(file, NumericArray.of(Shape.of(first.length), first));
      return new ArrayLabels(
          labels.labels(),
          labels.numbers(),
          List.of("QMNIST: the first of " + columns + " columns is the label"));
    }
    return ArrayLabels.of(file, array);
  }

  /** Reads a pair of files. The labels imply the number of classes. */
  static Dataset read(String name, Path imageFile, Path labelFile) throws IOException {
    NumericArray labelled = IdxFile.read(labelFile, IdxFile.Content.LABELS);
    return read(name, imageFile, labelFile, labelled, Optional.empty(), Optional.empty());
  }

  private static Dataset read(
      String name,
      Path imageFile,
      Path labelFile,
      NumericArray labelled,
      Optional<LabelNumbers> other,
      Optional<ClassMapping> mapping)
      throws IOException {
    NumericArray array = IdxFile.read(imageFile, IdxFile.Content.IMAGES);
    int count = array.shape().dimension(0);
    if (count != labelled.shape().dimension(0)) {
      throw new FormatException(
          imageFile,
          "holds "
              + count
              + " images but "
              + labelFile
              + " holds "
              + labelled.shape().dimension(0)
              + " labels, expected as many: they belong to different data");
    }
    ArrayLabels labels = labels(labelFile, labelled);
    ArrayImages images = ArrayImages.of(imageFile, "its array", array);
    List<String> notes = new ArrayList<>(labels.notes());
    notes.addAll(images.notes());
    if (mapping.isPresent()) {
      int[] numbered = mapping.get().numbered(labelFile, labels.labels());
      List<String> names = mapping.get().names();
      return Dataset.of(name, images.layout(), names, images.values(), numbered).withNotes(notes);
    }
    LabelNumbers numbers = other.map(labels.numbers()::and).orElse(labels.numbers());
    notes.addAll(numbers.notes());
    int[] numbered = numbers.fromZero(labels.labels());
    return Dataset.of(name, images.layout(), numbers.names(), images.values(), numbered)
        .withNotes(notes);
  }
}
