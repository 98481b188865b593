package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.io.IOException;

/**
 * Takes the first frame out of a GIF file. Comments, applications' data and further frames are
 * skipped without being read.
 *
 * <p>Source: CompuServe, <em>Graphics Interchange Format, Version 89a</em>.
 */
final class GifBlocks {
  static final byte[] SIGNATURE = {'G', 'I', 'F', '8'};

  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2C;
  private static final int TRAILER = 0x3B;
  private static final int GRAPHIC_CONTROL = 0xF9;
  private static final int HAS_TABLE = 0x80;
  private static final int TABLE_BITS = 0x07;

  /** Bytes that may be kept beyond the pixels: two tables of colours, and badly packed rows. */
  private static final int ALLOWANCE = 1 << 16;

  private GifBlocks() {}

  /**
   * Reads a file whose signature has been read.
   *
   * @throws FormatException if it is cut off, is damaged, or takes too much memory or work
   */
  static EncodedPicture read(PictureSource source) throws IOException {
    source.keep(SIGNATURE);
    source.keepNext(2);
    byte[] screen = source.next(7);
    // The decoder makes a picture of the frame's size, not of the screen's.
    source.keep(screen);
    keepTable(source, screen[4]);
    int block = source.next();
    while (block == EXTENSION) {
      int label = source.next();
      if (label == GRAPHIC_CONTROL) {
        source.keep(EXTENSION);
        source.keep(label);
      }
      blocks(source, label == GRAPHIC_CONTROL);
      block = source.next();
    }
    if (block != FRAME) {
      throw new FormatException(
          source.file(), "is a damaged GIF picture: it has no frame; get the file again");
    }
    byte[] frame = source.next(9);
    int width = (frame[4] & 0xFF) | ((frame[5] & 0xFF) << 8);
    int height = (frame[6] & 0xFF) | ((frame[7] & 0xFF) << 8);
    PictureSize size = PictureSize.of(source.file(), height, width, 1);
    source.limit(2L * height * width + ALLOWANCE);
    source.keep(FRAME);
    source.keep(frame);
    keepTable(source, frame[8]);
    source.keepNext(1);
    blocks(source, true);
    source.keep(TRAILER);
    return new EncodedPicture("gif", size, Orientation.UPRIGHT, source.kept());
  }

  private static void keepTable(PictureSource source, int flags) throws IOException {
    if ((flags & HAS_TABLE) != 0) {
      source.keepNext(3L << ((flags & TABLE_BITS) + 1));
    }
  }

  /** Reads blocks of up to 255 bytes to the empty one at their end. */
  private static void blocks(PictureSource source, boolean keep) throws IOException {
    int length;
    do {
      length = source.next();
      if (keep) {
        source.keep(length);
        source.keepNext(length);
      } else {
        source.skip(length);
      }
    } while (length > 0);
  }
}
