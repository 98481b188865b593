package io.ganglion.formats;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Finds out whether a file may be replaced by renaming, without replacing it. The permissions do
 * not tell: in a folder such as {@code /tmp}, a file that everybody may write can only be replaced
 * by its owner, and a file may be only for appending.
 */
final class Replacement {

  private Replacement() {}

  /**
   * Tries to rename a folder over the file. POSIX never allows that. But a system refuses it for
   * what it is only if the file could be replaced; otherwise it gives that reason.
   *
   * @param target the file that errors name
   * @param file the file, which exists
   * @param ordinary a file of this program in the same folder, which can be replaced
   */
  static void check(Path target, Path file, Path ordinary) throws IOException {
    if (Files.getFileAttributeView(ordinary, PosixFileAttributeView.class) == null) {
      return;
    }
    Path folder = Files.createDirectory(folder(ordinary));
    try {
      String usual = refusal(folder, ordinary);
      String found = refusal(folder, file);
      if (!found.equals(usual)) {
        throw AtomicFile.unwritable(
            target,
            "it cannot be replaced ("
                + found
                + "): it may be another user's, in a folder where only owners replace their files",
            null);
      }
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  /**
   * The folder of a check, beside the temporary file that it is made with. If the program is killed,
   * both stay behind, and the lock of the file tells others that both are abandoned.
   */
  static Path folder(Path temporary) {
    return temporary.resolveSibling(temporary.getFileName() + ".folder");
  }

  private static String refusal(Path folder, Path file) throws IOException {
    try {
      Files.move(folder, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      return IoReason.of(new FileSystemException(null, null, e.getReason()));
    }
    throw new IllegalStateException("the folder " + folder + " has replaced the file " + file);
  }
}
