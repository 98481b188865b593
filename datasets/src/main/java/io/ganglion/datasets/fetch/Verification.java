package io.ganglion.datasets.fetch;

import io.ganglion.datasets.fetch.RemoteFile.Checked;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Compares a file's length and checksum with the expected ones. */
final class Verification {
  private static final int BUFFER = 1 << 16;

  private Verification() {}

  /** Returns what is wrong with a file, or empty if it is complete and has the right checksum. */
  static Optional<String> fault(RemoteFile expected, Path file) throws IOException {
    MessageDigest digest = sha256();
    long length = 0;
    try (InputStream in = open(expected, file)) {
      byte[] buffer = new byte[BUFFER];
      // One byte too many is enough to know; to the end of a bomb would take too long.
      while (length <= expected.length()) {
        int read = in.read(buffer);
        if (read < 0) {
          break;
        }
        digest.update(buffer, 0, read);
        length += read;
      }
    } catch (EOFException | ZipException e) {
      return Optional.of("not a complete gzip file");
    }
    if (length != expected.length()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%s bytes, expected %d",
              length > expected.length() ? "more" : Long.toString(length),
              expected.length()));
    }
    String found = HexFormat.of().formatHex(digest.digest());
    return found.equals(expected.sha256())
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "wrong bytes: SHA-256 %s…, expected %s…",
                found.substring(0, 12),
                expected.sha256().substring(0, 12)));
  }

  private static InputStream open(RemoteFile expected, Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return expected.checked() == Checked.CONTENT
          ? new GZIPInputStream(in, BUFFER)
          : new BufferedInputStream(in, BUFFER);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
