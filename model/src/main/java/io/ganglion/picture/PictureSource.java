package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The bytes of a picture's file, read once from the first to the last, and the copy that is made of
 * those which decoding needs. What is skipped takes no memory.
 */
final class PictureSource {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private int at;
  private int end;
  private long mostKept = BUFFER;

  PictureSource(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  Path file() {
    return file;
  }

  /** Sets how many bytes may be kept in all, once the size of the picture is known. */
  void limit(long most) {
    mostKept = most;
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(buffer));
    return end > 0;
  }

  /** Returns the next byte from 0 to 255. */
  int next() throws IOException {
    if (at == end && !fill()) {
      throw cutOff(file);
    }
    return buffer[at++] & 0xFF;
  }

  /** Returns the next two bytes as a number, the more significant one first. */
  int nextShort() throws IOException {
    return next() << 8 | next();
  }

  /** Returns the next four bytes as a number from 0 to 2³² − 1, the most significant one first. */
  long nextInt() throws IOException {
    return (long) nextShort() << 16 | nextShort();
  }

  byte[] next(int length) throws IOException {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) next();
    }
    return bytes;
  }

  void skip(long length) throws IOException {
    long left = length;
    while (left > 0) {
      if (at == end && !fill()) {
        throw cutOff(file);
      }
      int step = (int) Math.min(left, end - at);
      at += step;
      left -= step;
    }
  }

  /** Keeps one byte. */
  void keep(int value) throws FormatException {
    require(1);
    kept.write(value);
  }

  void keep(byte... bytes) throws FormatException {
    require(bytes.length);
    kept.write(bytes, 0, bytes.length);
  }

  /** Keeps the next bytes. */
  void keepNext(long length) throws IOException {
    require(length);
    long left = length;
    while (left > 0) {
      if (at == end && !fill()) {
        throw cutOff(file);
      }
      int step = (int) Math.min(left, end - at);
      kept.write(buffer, at, step);
      at += step;
      left -= step;
    }
  }

  /** Keeps the bytes to the end of the file. */
  void keepRest() throws IOException {
    do {
      require(end - at);
      kept.write(buffer, at, end - at);
      at = end;
    } while (fill());
  }

  private void require(long more) throws FormatException {
    if (kept.size() + more > mostKept) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "holds more data than its pixels need, expected at most %d bytes: save it again",
              mostKept));
    }
  }

  /** Returns how many bytes were kept. */
  int count() {
    return kept.size();
  }

  /** Returns what was kept. */
  byte[] kept() {
    return kept.toByteArray();
  }

  static FormatException cutOff(Path file) {
    return new FormatException(file, "is cut off: its picture ends early; get the file again");
  }
}
