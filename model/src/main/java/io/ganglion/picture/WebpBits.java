package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.nio.file.Path;

/** The bits of lossless WebP data, from the least significant one of each byte. */
final class WebpBits {
  private final Path file;
  private final byte[] data;
  private long at;

  WebpBits(Path file, byte[] data, int start) {
    this.file = file;
    this.data = data;
    at = (long) start * Byte.SIZE;
  }

  /** Returns a number of so many bits, the least significant one first. */
  int next(int count) throws FormatException {
    if (at + count > (long) data.length * Byte.SIZE) {
      throw PictureSource.cutOff(file);
    }
    int value = 0;
    for (int i = 0; i < count; i++, at++) {
      value |= (data[(int) (at / Byte.SIZE)] >> (at % Byte.SIZE) & 1) << i;
    }
    return value;
  }

  FormatException damaged(String reason) {
    return new FormatException(
        file, "is a damaged WebP picture: " + reason + "; get the file again");
  }
}
