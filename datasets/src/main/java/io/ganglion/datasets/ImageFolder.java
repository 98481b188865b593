package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A folder with one sub-folder of PNG or JPEG pictures for each class, named after the class.
 *
 * <p>If it has the sub-folders {@code train} and {@code test} instead, these hold the classes of
 * each split. If it has not, every sixth picture of each class, in the order of their names,
 * belongs to the test split: the proportion is that of MNIST, and the pictures are always the same
 * ones.
 */
final class ImageFolder {
  private static final int HELD_OUT = 6;

  private final Path folder;

  /** Whether the sub-folders are splits rather than classes. */
  private final boolean split;

  private ImageFolder(Path folder, boolean split) {
    this.folder = folder;
    this.split = split;
  }

  /** Returns the folder if it has pictures in sub-folders, as described above. */
  static Optional<ImageFolder> of(Path folder) throws IOException {
    for (Split part : Split.values()) {
      Path classes = folder.resolve(part.label());
      if (Files.isDirectory(classes) && holdsClasses(classes)) {
        return Optional.of(new ImageFolder(folder, true));
      }
    }
    return holdsClasses(folder) ? Optional.of(new ImageFolder(folder, false)) : Optional.empty();
  }

  private static boolean holdsClasses(Path folder) throws IOException {
    for (Path classFolder : classFolders(folder)) {
      try (DirectoryStream<Path> pictures =
          Files.newDirectoryStream(classFolder, ImageFolder::isPicture)) {
        if (pictures.iterator().hasNext()) {
          return true;
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }
    return false;
  }

  /** Reads the pictures of one split, prepared for one size. */
  Dataset read(Split part, ImageSize size, Preparation preparation) throws IOException {
    List<String> classNames = classNames();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int label = 0; label < classNames.size(); label++) {
      for (Path file : pictures(part, classNames.get(label))) {
        files.add(file);
        labels.add(label);
      }
    }
    if (files.isEmpty()) {
      throw new FormatException(
          folder,
          split
              ? String.format(
                  Locale.ROOT,
                  "has no pictures for the %s split, expected PNG or JPEG files in %s/CLASS",
                  part.label(),
                  part.label())
              : String.format(
                  Locale.ROOT,
                  "has too few pictures for a %s split, expected %d or more in a class, one of them"
                      + " for testing",
                  part.label(),
                  HELD_OUT));
    }
    PictureInput input = PictureInput.ofBytes(size.height(), size.width(), preparation);
    byte[] pixels = SampleMemory.pixels(folder, files.size(), size.height(), size.width());
    int next = 0;
    for (Path file : files) {
      byte[] picture = input.read(file).pixels();
      System.arraycopy(picture, 0, pixels, next, picture.length);
      next += picture.length;
    }
    return Dataset.of(
            folder.toString(),
            size,
            classNames,
            pixels,
            labels.stream().mapToInt(Integer::intValue).toArray())
        .withPreparation(preparation);
  }

  /** The classes of both splits, so that they do not depend on which split is read. */
  private List<String> classNames() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    List<Path> parents =
        split
            ? List.of(folder.resolve(Split.TRAIN.label()), folder.resolve(Split.TEST.label()))
            : List.of(folder);
    for (Path parent : parents) {
      if (Files.isDirectory(parent)) {
        classFolders(parent).forEach(each -> names.add(each.getFileName().toString()));
      }
    }
    if (names.size() > Dataset.MAXIMUM_CLASSES) {
      throw tooManyClasses(folder, Dataset.MAXIMUM_CLASSES);
    }
    return List.copyOf(names);
  }

  private static FormatException tooManyClasses(Path folder, int most) {
    return new FormatException(
        folder,
        String.format(
            Locale.ROOT, "has more than %d sub-folders, expected one for each class", most));
  }

  private List<Path> pictures(Split part, String className) throws IOException {
    if (split) {
      Path classFolder = folder.resolve(part.label()).resolve(className);
      return Files.isDirectory(classFolder) ? pictures(classFolder) : List.of();
    }
    List<Path> all = pictures(folder.resolve(className));
    List<Path> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      boolean test = i % HELD_OUT == HELD_OUT - 1;
      if (test == (part == Split.TEST)) {
        chosen.add(all.get(i));
      }
    }
    return chosen;
  }

  private static List<Path> classFolders(Path folder) throws IOException {
    return classFolders(folder, Dataset.MAXIMUM_CLASSES);
  }

  static List<Path> classFolders(Path folder, int most) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, entry -> !isHidden(entry) && Files.isDirectory(entry))) {
      for (Path entry : entries) {
        if (found.size() == most) {
          throw tooManyClasses(folder, most);
        }
        found.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return sorted(found);
  }

  private static List<Path> pictures(Path classFolder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(classFolder, ImageFolder::isPicture)) {
      entries.forEach(found::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return sorted(found);
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return (name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg"))
        && !isHidden(file)
        && Files.isRegularFile(file);
  }

  private static boolean isHidden(Path entry) {
    return entry.getFileName().toString().startsWith(".");
  }

  /** File systems list in any order. */
  private static List<Path> sorted(List<Path> entries) {
    Collections.sort(entries);
    return entries;
  }
}
