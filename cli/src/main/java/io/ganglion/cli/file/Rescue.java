package io.ganglion.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A place for weights that cannot be saved where they should be, such as when the folder was deleted
 * during training: a new file beside the intended one, otherwise in the current folder, the user's
 * home or the folder for temporary files. Only the user may read it, whatever the permissions of the
 * intended file: other folders are open to others than the intended one, such as that for temporary
 * files.
 *
 * @param folders the folders to try, in order
 * @param ending the extension, which chooses the format
 */
record Rescue(Set<Path> folders, String ending) {

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  static Rescue of(Path unwritable) {
    Set<Path> folders = new LinkedHashSet<>();
    Path absolute = unwritable.toAbsolutePath();
    folders.add(absolute.getParent());
    folders.add(Path.of("").toAbsolutePath());
    for (String property : new String[] {"user.home", "java.io.tmpdir"}) {
      Path folder = Path.of(System.getProperty(property));
      // Java calls the home of a user whom the system does not know "?".
      if (folder.isAbsolute()) {
        folders.add(folder);
      }
    }
    String name = absolute.getFileName().toString();
    return new Rescue(folders, name.substring(name.lastIndexOf('.')));
  }

  /** Writes weights into a file. */
  @FunctionalInterface
  interface Writer {
    void write(Path file) throws IOException;
  }

  /** Saves the weights, and returns the new file; empty if no folder takes it. */
  Optional<Path> save(Writer weights) {
    for (Path folder : folders) {
      Path file = folder.resolve(name());
      if (Files.notExists(file) && isSaved(file, weights)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static boolean isSaved(Path file, Writer weights) {
    try {
      // Saving keeps the permissions of an existing file.
      Files.createFile(file, forTheUserAlone(file));
      weights.write(file);
      return true;
    } catch (IOException e) {
      // The next folder may be on another disk.
      deleteIfPossible(file);
      return false;
    }
  }

  private static FileAttribute<?>[] forTheUserAlone(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class) == null
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)};
  }

  private static void deleteIfPossible(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      return; // An empty file is left.
    }
  }

  private String name() {
    return String.format(
        Locale.ROOT, "rescued-weights-%08x%s", ThreadLocalRandom.current().nextInt(), ending);
  }
}
