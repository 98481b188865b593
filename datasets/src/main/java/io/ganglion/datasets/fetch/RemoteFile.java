package io.ganglion.datasets.fetch;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A gzipped file on the mirrors, with the length and checksum that show whether it arrived intact.
 *
 * @param name its name, the same on every mirror
 * @param checked whether length and checksum are those of the file or of its content
 * @param length the length in bytes, at least 1
 * @param sha256 its SHA-256, 64 hexadecimal digits
 */
public record RemoteFile(String name, Checked checked, long length, String sha256) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  /** The bytes whose length and checksum are known. */
  public enum Checked {
    /** The gzipped file, as it lies on the mirrors. */
    FILE,
    /** Its content, however compressed: mirrors may compress the same content anew. */
    CONTENT
  }

  /**
   * Checks the components.
   *
   * @param name its name
   * @param checked whether length and checksum are those of the file or of its content
   * @param length the length in bytes
   * @param sha256 its SHA-256, in letters of either case
   * @throws IllegalArgumentException if the name is not a plain file name, the length is less than
   *     1, or the checksum does not have 64 hexadecimal digits
   */
  public RemoteFile {
    sha256 = sha256.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "file name '" + name + "'; expected letters, digits, dots and hyphens");
    }
    if (length < 1 || !SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: length %d, SHA-256 '%s'; expected at least 1 byte, and 64 hexadecimal digits",
              name,
              length,
              sha256));
    }
  }

  /** Returns the most bytes that the file may have: gzip adds little, even to noise. */
  long mostBytes() {
    return checked == Checked.FILE ? length : length + length / 100 + 1024;
  }
}
