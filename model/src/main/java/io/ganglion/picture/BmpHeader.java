package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Checks the header of a BMP file, and keeps the file without colour profiles.
 *
 * <p>Source: Microsoft, <em>Windows GDI</em>, Bitmap Storage and Bitmap Header Types.
 */
final class BmpHeader {
  static final byte[] SIGNATURE = {'B', 'M'};

  private static final int FILE_HEADER = 14;
  private static final int OLD_HEADER = 12;
  private static final int HEADER = 40;
  private static final int LONGEST_HEADER = 124;
  private static final int COLOUR_SPACE = 56;
  private static final int SRGB = 0x73524742;
  private static final int LARGEST_PALETTE = 256;
  private static final int LAST_PLAIN_COMPRESSION = 3;

  /** Bytes that may be kept beyond the pixels. */
  private static final int ALLOWANCE = 1 << 16;

  private BmpHeader() {}

  /**
   * Reads a file whose signature has been read.
   *
   * @throws FormatException if it is cut off, is damaged, or takes too much memory or work
   */
  static EncodedPicture read(PictureSource source) throws IOException {
    byte[] start = source.next(FILE_HEADER - SIGNATURE.length + Integer.BYTES);
    ByteBuffer file = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    long offset = file.getInt(8) & 0xFFFFFFFFL;
    int length = file.getInt(12);
    if (length != OLD_HEADER && (length < HEADER || length > LONGEST_HEADER)) {
      throw damaged(source, "it has an unknown header");
    }
    byte[] headerBytes = new byte[length];
    ByteBuffer header = ByteBuffer.wrap(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(length).put(source.next(length - Integer.BYTES));
    boolean old = length == OLD_HEADER;
    long width = old ? header.getShort(4) & 0xFFFF : header.getInt(4);
    // Rows from top to bottom have a negative height.
    long height = old ? header.getShort(6) & 0xFFFF : Math.abs((long) header.getInt(8));
    int bits = header.getShort(old ? 10 : 14);
    int compression = old ? 0 : header.getInt(16);
    int colours = old ? 0 : header.getInt(32);
    if (bits < 1 || bits > 32 || colours < 0 || colours > LARGEST_PALETTE) {
      throw damaged(source, "it has an unusable header");
    }
    if (compression < 0 || compression > LAST_PLAIN_COMPRESSION) {
      throw new FormatException(
          source.file(), "is a BMP picture of an unusual kind: save it as PNG");
    }
    long palette = bits <= 8 ? LARGEST_PALETTE * 4L : 0;
    if (offset < FILE_HEADER + length || offset > FILE_HEADER + length + palette + ALLOWANCE / 2) {
      throw damaged(source, "its pixels are not where they belong");
    }
    PictureSize size = PictureSize.of(source.file(), height, width, Math.max(1, bits / 8));
    source.limit(8L * height * width + 4 * height + ALLOWANCE);
    if (length > COLOUR_SPACE + Integer.BYTES) {
      header.putInt(COLOUR_SPACE, SRGB);
    }
    source.keep(SIGNATURE);
    source.keep(Arrays.copyOf(start, FILE_HEADER - SIGNATURE.length));
    source.keep(headerBytes);
    source.keepRest();
    return new EncodedPicture("bmp", size, Orientation.UPRIGHT, source.kept());
  }

  private static FormatException damaged(PictureSource source, String reason) {
    return new FormatException(
        source.file(), "is a damaged BMP picture: " + reason + "; get the file again");
  }
}
