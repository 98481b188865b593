package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import io.ganglion.model.Preparation;
import io.ganglion.picture.GrayImage;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder with one sub-folder of pictures for each class, named after the class. Pictures may be
 * in further folders below it. A sub-folder without any is passed over.
 *
 * <p>If it has the sub-folders {@code train} and {@code test} instead, also called {@code training},
 * {@code testing} and {@code valid}, these hold the classes of each split. If it has not, every
 * sixth picture of each class, in the order of their names, belongs to the test split: the
 * proportion is that of MNIST, and the pictures are always the same ones.
 */
final class ImageFolder {
  private static final int HELD_OUT = 6;

  /** Pictures of one size are kept in it up to this side. */
  private static final int LARGEST_SIDE = 64;

  private static final List<String> TRAIN = List.of("train", "training");
  private static final List<String> TEST = List.of("test", "testing");
  private static final List<String> VALIDATION = List.of("valid", "validation", "val");

  private final Path folder;

  /** The folders of the splits, if the sub-folders are splits rather than classes. */
  private final Optional<Path> train;

  private final Optional<Path> test;
  private final Optional<Path> validation;

  private ImageFolder(
      Path folder, Optional<Path> train, Optional<Path> test, Optional<Path> validation) {
    this.folder = folder;
    this.train = train;
    this.test = test;
    this.validation = validation;
  }

  /** Returns the folder if it has pictures in sub-folders, as described above. */
  static Optional<ImageFolder> of(Path folder) throws IOException {
    List<Path> entries = ClassFolders.in(folder, Dataset.MAXIMUM_CLASSES);
    Optional<Path> train = split(entries, TRAIN);
    Optional<Path> test = split(entries, TEST);
    if (train.isPresent() || test.isPresent()) {
      return Optional.of(new ImageFolder(folder, train, test, split(entries, VALIDATION)));
    }
    return ClassFolders.hold(entries)
        ? Optional.of(new ImageFolder(folder, Optional.empty(), Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  private static Optional<Path> split(List<Path> entries, List<String> names) throws IOException {
    for (Path entry : entries) {
      String name = entry.getFileName().toString().toLowerCase(Locale.ROOT);
      if (names.contains(name)
          && ClassFolders.hold(ClassFolders.in(entry, Dataset.MAXIMUM_CLASSES))) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private boolean isSplit() {
    return train.isPresent() || test.isPresent();
  }

  /** Reads the pictures of one split, prepared for one size. */
  Dataset read(Split part, Optional<ImageSize> givenSize, Preparation preparation)
      throws IOException {
    List<String> notes = new ArrayList<>();
    List<String> classNames = classNames(notes);
    List<ClassFolders.Pictures> classes = new ArrayList<>();
    int found = 0;
    for (String className : classNames) {
      ClassFolders.Pictures pictures = pictures(part, className);
      classes.add(pictures);
      found += pictures.files().size();
    }
    if (found == 0) {
      throw new FormatException(folder, nothing(part));
    }
    ImageSize size = givenSize.orElseGet(() -> commonSize(classes, notes));
    SampleMemory.require(folder, found, size.height(), size.width());
    ReadPictures read = new ReadPictures(folder, found, size, preparation);
    for (int label = 0; label < classNames.size(); label++) {
      read.readClass(classNames.get(label), label, classes.get(label));
    }
    notes.addAll(splitNotes(part));
    notes.addAll(read.notes());
    return Dataset.of(folder.toString(), size, classNames, read.pixels(), read.labels())
        .withNotes(notes)
        .withLook(Look.ofPixels(preparation));
  }

  private String nothing(Split part) {
    return isSplit()
        ? String.format(
            Locale.ROOT,
            "has no pictures for the %s split, expected them in %s/CLASS",
            part.label(),
            part.label())
        : String.format(
            Locale.ROOT,
            "has too few pictures for a %s split, expected %d or more in a class, one of them for"
                + " testing",
            part.label(),
            HELD_OUT);
  }

  private List<String> splitNotes(Split part) {
    List<String> notes = new ArrayList<>();
    if (!isSplit()) {
      notes.add("every sixth picture of a class is for testing");
    } else if (part == Split.TEST && test.isEmpty() && validation.isPresent()) {
      notes.add("the test split is the folder " + validation.get().getFileName());
    } else if (validation.isPresent() && test.isPresent()) {
      notes.add("not read: the folder " + validation.get().getFileName());
    }
    return notes;
  }

  /** The size of all pictures if they have one that is small enough; otherwise that of MNIST. */
  private static ImageSize commonSize(List<ClassFolders.Pictures> classes, List<String> notes) {
    Set<Dimension> sizes = new HashSet<>();
    for (ClassFolders.Pictures each : classes) {
      for (Path file : each.all()) {
        try {
          sizes.add(GrayImage.size(file));
        } catch (IOException e) {
          // Passed over, and counted, when it is read.
          continue;
        }
        Dimension size = sizes.iterator().next();
        if (sizes.size() > 1 || Math.max(size.width, size.height) > LARGEST_SIDE) {
          notes.add("pictures are scaled to " + ImageSize.MNIST);
          return ImageSize.MNIST;
        }
      }
    }
    if (sizes.isEmpty()) {
      return ImageSize.MNIST;
    }
    Dimension size = sizes.iterator().next();
    return new ImageSize(size.height, size.width);
  }

  /**
   * The classes of both splits, so that they do not depend on which split is read. A folder without
   * pictures in either is not a class.
   */
  private List<String> classNames(List<String> notes) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    TreeSet<String> empty = new TreeSet<>();
    for (Path parent : isSplit() ? splits() : List.of(folder)) {
      for (Path each : ClassFolders.in(parent, Dataset.MAXIMUM_CLASSES)) {
        boolean pictures = ClassFolders.pictures(each).isFound();
        (pictures ? names : empty).add(each.getFileName().toString());
      }
    }
    if (names.size() > Dataset.MAXIMUM_CLASSES) {
      throw ClassFolders.tooMany(folder, Dataset.MAXIMUM_CLASSES);
    }
    empty.removeAll(names);
    if (!empty.isEmpty()) {
      notes.add(withoutPictures(empty));
    }
    return List.copyOf(names);
  }

  private static String withoutPictures(Set<String> empty) {
    String first = CsvRow.quoted(empty.iterator().next());
    return empty.size() == 1
        ? "the folder " + first + " has no pictures: it is not a class"
        : empty.size() + " folders have no pictures: they are not classes; the first: " + first;
  }

  private List<Path> splits() {
    List<Path> splits = new ArrayList<>();
    train.ifPresent(splits::add);
    test.or(() -> validation).ifPresent(splits::add);
    return splits;
  }

  private ClassFolders.Pictures pictures(Split part, String className) throws IOException {
    if (!isSplit()) {
      ClassFolders.Pictures all = ClassFolders.pictures(folder.resolve(className));
      List<Path> chosen = new ArrayList<>();
      for (int i = 0; i < all.files().size(); i++) {
        if ((i % HELD_OUT == HELD_OUT - 1) == (part == Split.TEST)) {
          chosen.add(all.files().get(i));
        }
      }
      return all.only(chosen);
    }
    ClassFolders.Pictures both = ClassFolders.Pictures.NONE;
    ClassFolders.Pictures own = ClassFolders.Pictures.NONE;
    for (Path each : splits()) {
      ClassFolders.Pictures pictures = ClassFolders.pictures(each.resolve(className));
      both = both.and(pictures);
      if (train.filter(each::equals).isPresent() == (part == Split.TRAIN)) {
        own = pictures;
      }
    }
    return new ClassFolders.Pictures(own.files(), both.all(), own.others());
  }
}
