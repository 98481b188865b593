package io.ganglion.datasets;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 checksum of samples. */
final class Checksum {
  private Checksum() {}

  /** Returns the checksum of the first values and labels, as 64 hexadecimal digits. */
  static String of(RawValues values, int count, int[] labels, int size) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
    values.digest(digest, count);
    ByteBuffer bytes = ByteBuffer.allocate(size * Integer.BYTES);
    for (int i = 0; i < size; i++) {
      bytes.putInt(labels[i]);
    }
    digest.update(bytes.flip());
    return HexFormat.of().formatHex(digest.digest());
  }
}
