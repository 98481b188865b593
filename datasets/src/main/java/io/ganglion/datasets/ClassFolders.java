package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the folders of classes, and the pictures in them. */
final class ClassFolders {
  /** How many folders deep pictures may be. */
  private static final int DEPTH = 8;

  /** Endings of pictures that can be read, whatever their content is. */
  private static final Set<String> READ =
      Set.of("png", "jpg", "jpeg", "bmp", "gif", "tif", "tiff", "webp");

  /** Endings of pictures that cannot be read: they are counted. */
  private static final Set<String> NOT_READ =
      Set.of("heic", "heif", "avif", "jxl", "jp2", "svg", "psd", "ppm", "pgm", "pbm", "tga", "dcm");

  /** Folders that programs leave behind. */
  private static final Set<String> LEFT_BEHIND = Set.of("__macosx", "@eadir");

  private ClassFolders() {}

  /**
   * The pictures of a class.
   *
   * @param files those to read
   * @param all those of both splits, which decide the size
   * @param others pictures of formats that cannot be read
   */
  record Pictures(List<Path> files, List<Path> all, List<Path> others) {
    static final Pictures NONE = new Pictures(List.of(), List.of(), List.of());

    /** Whether there are pictures, of whatever format. */
    boolean isFound() {
      return !all.isEmpty() || !others.isEmpty();
    }

    Pictures only(List<Path> chosen) {
      return new Pictures(chosen, all, others);
    }

    Pictures and(Pictures more) {
      List<Path> both = new ArrayList<>(all);
      both.addAll(more.all);
      return new Pictures(files, both, others);
    }
  }

  /**
   * Returns the sub-folders of a folder, sorted by name.
   *
   * @throws FormatException if there are more than {@code most}
   */
  static List<Path> in(Path folder, int most) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, entry -> !isIgnored(entry) && Files.isDirectory(entry))) {
      for (Path entry : entries) {
        if (found.size() == most) {
          throw tooMany(folder, most);
        }
        found.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(found);
    return found;
  }

  static FormatException tooMany(Path folder, int most) {
    return new FormatException(
        folder, "has more than " + most + " sub-folders, expected one for each class");
  }

  /** Returns whether there is a picture in any of the folders. */
  static boolean hold(List<Path> classes) throws IOException {
    for (Path each : classes) {
      if (files(each).stream().anyMatch(file -> hasEnding(file, READ))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the pictures of a class, sorted by path; none if there is no such folder. */
  static Pictures pictures(Path classFolder) throws IOException {
    if (!Files.isDirectory(classFolder)) {
      return Pictures.NONE;
    }
    List<Path> all = files(classFolder);
    List<Path> files = all.stream().filter(file -> hasEnding(file, READ)).toList();
    return new Pictures(
        files, files, all.stream().filter(file -> hasEnding(file, NOT_READ)).toList());
  }

  private static List<Path> files(Path folder) throws IOException {
    int own = folder.getNameCount();
    try (Stream<Path> found =
        Files.find(
            folder,
            DEPTH,
            (path, attributes) -> attributes.isRegularFile() && !isIgnored(path, own),
            FileVisitOption.FOLLOW_LINKS)) {
      return found.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Returns whether a file, or a folder below the first ones in its path, is ignored. */
  private static boolean isIgnored(Path file, int first) {
    for (int i = first; i < file.getNameCount(); i++) {
      if (isIgnored(file.getName(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasEnding(Path file, Set<String> endings) {
    String name = file.getFileName().toString();
    return endings.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  /** Hidden files, among them {@code .DS_Store} and {@code .ipynb_checkpoints}, and leftovers. */
  private static boolean isIgnored(Path entry) {
    String name = entry.getFileName().toString();
    return name.startsWith(".") || LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
  }
}
