package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.util.Arrays;

/**
 * A canonical prefix code of lossless WebP data.
 *
 * <p>Source: RFC 9649, <em>WebP Image Format</em>, 3.7.2.
 */
final class WebpCode {
  private static final int LONGEST = 15;
  private static final int[] ORDER = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };
  private static final int REPEAT = 16;
  private static final int ZEROS = 17;
  private static final int USUAL_LENGTH = 8;

  private final WebpBits bits;

  /** How many symbols have each length. */
  private final int[] counts = new int[LONGEST + 1];

  /** In the order of their codes. */
  private int[] symbols;

  /** Reads the code of an alphabet. */
  WebpCode(WebpBits bits, int alphabet) throws FormatException {
    this.bits = bits;
    if (bits.next(1) == 1) {
      boolean two = bits.next(1) == 1;
      int first = bits.next(bits.next(1) == 1 ? Byte.SIZE : 1);
      symbols = two ? new int[] {first, bits.next(Byte.SIZE)} : new int[] {first};
      counts[1] = symbols.length;
      for (int symbol : symbols) {
        if (symbol >= alphabet) {
          throw bits.damaged("a code is of an unknown symbol");
        }
      }
    } else {
      int[] ofLengths = new int[ORDER.length];
      int given = bits.next(4) + 4;
      for (int i = 0; i < given; i++) {
        if (i == ORDER.length) {
          throw bits.damaged("a code has too many lengths");
        }
        ofLengths[ORDER[i]] = bits.next(3);
      }
      assign(lengths(new WebpCode(bits, ofLengths), alphabet));
    }
  }

  private WebpCode(WebpBits bits, int... lengths) throws FormatException {
    this.bits = bits;
    assign(lengths);
  }

  private int[] lengths(WebpCode ofLengths, int alphabet) throws FormatException {
    int left = bits.next(1) == 0 ? alphabet : 2 + bits.next(2 + 2 * bits.next(3));
    int[] lengths = new int[alphabet];
    int previous = USUAL_LENGTH;
    for (int i = 0; i < alphabet && left > 0; left--) {
      int length = ofLengths.next();
      int times = 1;
      if (length == REPEAT) {
        times = 3 + bits.next(2);
        length = previous;
      } else if (length > REPEAT) {
        times = length == ZEROS ? 3 + bits.next(3) : 11 + bits.next(7);
        length = 0;
      }
      if (i + times > alphabet) {
        throw bits.damaged("a code has too many lengths");
      }
      previous = length == 0 ? previous : length;
      for (int end = i + times; i < end; i++) {
        lengths[i] = length;
      }
    }
    return lengths;
  }

  private void assign(int... lengths) throws FormatException {
    int[] sorted = new int[lengths.length];
    int used = 0;
    int open = 1;
    for (int length = 1; length <= LONGEST; length++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          sorted[used++] = symbol;
          counts[length]++;
        }
      }
      open = 2 * open - counts[length];
      if (open < 0) {
        throw bits.damaged("a code is ambiguous");
      }
    }
    if (open != 0 && used != 1) {
      throw bits.damaged("a code is not complete");
    }
    symbols = Arrays.copyOf(sorted, used);
  }

  /** Reads a symbol. */
  int next() throws FormatException {
    // A single symbol takes no bits.
    if (symbols.length == 1) {
      return symbols[0];
    }
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      code = code << 1 | bits.next(1);
      first <<= 1;
      if (code - first < counts[length]) {
        return symbols[index + code - first];
      }
      first += counts[length];
      index += counts[length];
    }
    throw bits.damaged("it has an unknown code");
  }
}
