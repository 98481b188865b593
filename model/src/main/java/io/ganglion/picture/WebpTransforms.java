package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.nio.file.Path;

/**
 * Goes through what precedes the pixels of lossless WebP data, and limits the work and the memory
 * that decoding will take: the decoder applies a transform as often as it is named, and makes as
 * many code tables as the data name.
 *
 * <p>Source: RFC 9649, <em>WebP Image Format</em>, 3.4 to 3.7.
 */
final class WebpTransforms {
  /** Encoders make at most 2600 groups of tables, each of which takes about 6 kB and more. */
  private static final int MOST_GROUPS = 1 << 12;

  private static final int PREDICTOR = 0;
  private static final int COLOUR = 1;
  private static final int PALETTE = 3;
  private static final int LITERALS = 256;
  private static final int LENGTHS = 24;
  private static final int DISTANCES = 40;
  private static final int FIRST_WITH_BITS = 4;
  private static final int MOST_CACHE_BITS = 11;

  private final WebpBits bits;
  private int width;
  private final int height;

  private WebpTransforms(WebpBits bits, int width, int height) {
    this.bits = bits;
    this.width = width;
    this.height = height;
  }

  /**
   * Checks lossless data.
   *
   * @param file for messages
   * @param data from after the header that has the size
   * @param start the first byte that belongs to the data
   * @throws FormatException if a transform comes twice, or codes are damaged or too many
   */
  static void check(Path file, byte[] data, int start, int width, int height)
      throws FormatException {
    new WebpTransforms(new WebpBits(file, data, start), width, height).check();
  }

  private void check() throws FormatException {
    int seen = 0;
    while (bits.next(1) == 1) {
      int type = bits.next(2);
      if ((seen & 1 << type) != 0) {
        throw bits.damaged("a transform comes twice");
      }
      seen |= 1 << type;
      if (type == PREDICTOR || type == COLOUR) {
        blocks();
      } else if (type == PALETTE) {
        int colours = bits.next(Byte.SIZE) + 1;
        literals(colours);
        width = divided(width, colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3);
      }
    }
    cacheBits();
    if (bits.next(1) == 1 && blocks() >= MOST_GROUPS) {
      throw bits.damaged("it has too many codes");
    }
  }

  /** Goes through an image that has one pixel for each block of pixels. */
  private int blocks() throws FormatException {
    int side = bits.next(3) + 2;
    return literals((long) divided(width, side) * divided(height, side));
  }

  private static int divided(int side, int binaryDigits) {
    return (side + (1 << binaryDigits) - 1) >> binaryDigits;
  }

  private int cacheBits() throws FormatException {
    int cacheBits = bits.next(1) == 0 ? -1 : bits.next(4);
    if (cacheBits == 0 || cacheBits > MOST_CACHE_BITS) {
      throw bits.damaged("its cache has an unusable size");
    }
    return cacheBits;
  }

  /**
   * Goes through an image without transforms.
   *
   * @return the largest number that red and green of a pixel make. All pixels come from literal
   *     ones, so these alone are looked at
   */
  private int literals(long pixels) throws FormatException {
    int cacheBits = cacheBits();
    int cached = cacheBits < 0 ? 0 : 1 << cacheBits;
    WebpCode main = new WebpCode(bits, LITERALS + LENGTHS + cached);
    WebpCode red = new WebpCode(bits, LITERALS);
    WebpCode blue = new WebpCode(bits, LITERALS);
    WebpCode alpha = new WebpCode(bits, LITERALS);
    WebpCode distance = new WebpCode(bits, DISTANCES);
    int largest = 0;
    long left = pixels;
    while (left > 0) {
      int symbol = main.next();
      long covered = 1;
      if (symbol < LITERALS) {
        largest = Math.max(largest, red.next() << Byte.SIZE | symbol);
        blue.next();
        alpha.next();
      } else if (symbol < LITERALS + LENGTHS) {
        covered = number(symbol - LITERALS);
        number(distance.next());
      }
      left -= covered;
    }
    if (left < 0) {
      throw bits.damaged("a copy goes beyond the end");
    }
    return largest;
  }

  private int number(int prefix) throws FormatException {
    if (prefix < FIRST_WITH_BITS) {
      return prefix + 1;
    }
    int more = (prefix - 2) >> 1;
    return ((2 + (prefix & 1)) << more) + bits.next(more) + 1;
  }
}
