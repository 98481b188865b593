package io.ganglion.formats;

import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The header of an NPY array: a magic number, the version, and a Python dictionary as text that
 * gives the type, the order and the shape.
 *
 * <p>Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", versions 1.0,
 * 2.0 and 3.0. The dictionary is never evaluated: the parser knows only its three keys.
 *
 * @param bytes how long the header is in the file
 * @param type the elements' type
 * @param byteOrder the elements' byte order
 * @param columnMajor whether the first index varies fastest (Fortran order)
 * @param shape the sizes
 */
record NpyHeader(
    int bytes, StoredType type, ByteOrder byteOrder, boolean columnMajor, Shape shape) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  private static final int LONGEST = 1 << 16;
  private static final int MOST_DIMENSIONS = 64;

  /** NumPy leaves room for the first dimension to grow in place. */
  private static final int GROWTH_DIGITS = 21;

  long dataBytes() {
    return (long) shape.size() * type.bytes();
  }

  /**
   * Reads a header, and checks that it agrees with the array's length in the file before memory for
   * the elements is allocated.
   *
   * @param in positioned at the magic number; left at the first element
   * @param source the file, or the part of it, that errors name
   * @param length the array's length in the file in bytes, header included
   * @param memoryLimit the most bytes of memory that the array may take
   */
  static NpyHeader read(InputStream in, Object source, long length, long memoryLimit)
      throws IOException {
    byte[] start = readFully(in, source, MAGIC.length + 2);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new FormatException(source, "is not an NPY array: it does not start with \\x93NUMPY");
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3 || start[MAGIC.length + 1] != 0) {
      throw new FormatException(
          source,
          "is of NPY version "
              + (version & 0xFF)
              + "."
              + (start[MAGIC.length + 1] & 0xFF)
              + ", expected 1.0, 2.0 or 3.0");
    }
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    ByteBuffer lengthField =
        ByteBuffer.wrap(readFully(in, source, lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
    long textBytes =
        version == 1 ? lengthField.getShort() & 0xFFFFL : lengthField.getInt() & 0xFFFFFFFFL;
    if (textBytes > LONGEST) {
      throw new FormatException(
          source, "claims a header of " + textBytes + " bytes, expected at most " + LONGEST);
    }
    // Version 3.0 allows UTF-8, but only in field names of structured types, which are refused.
    String text = new String(readFully(in, source, (int) textBytes), StandardCharsets.ISO_8859_1);
    int headerBytes = start.length + lengthBytes + (int) textBytes;
    NpyHeader header = new Parser(source, text).parse(headerBytes, memoryLimit);
    if (header.dataBytes() != length - headerBytes) {
      throw new FormatException(
          source,
          "claims "
              + header.shape
              + " elements of "
              + header.type.bytes()
              + " bytes, "
              + header.dataBytes()
              + " bytes in all, but "
              + (length - headerBytes)
              + " bytes follow its header");
    }
    return header;
  }

  private static byte[] readFully(InputStream in, Object source, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new FormatException(
          source, "is cut off within its NPY header; get or write the file again");
    }
    return bytes;
  }

  /** The header, of version 1.0, that NumPy writes for such an array. */
  static byte[] of(NumericArray array) {
    StoredType type = StoredType.of(array.elementType());
    int[] sizes = array.shape().dimensions();
    String shape =
        IntStream.of(sizes).mapToObj(Integer::toString).collect(Collectors.joining(", "))
            + (sizes.length == 1 ? "," : "");
    String text =
        "{'descr': '"
            + (type.bytes() == 1 ? '|' : '<')
            + type.numpy()
            + "', 'fortran_order': False, 'shape': ("
            + shape
            + "), }"
            + " ".repeat(GROWTH_DIGITS - Integer.toString(sizes[0]).length());
    int prefix = MAGIC.length + 2 + Short.BYTES;
    int padding = ALIGNMENT - (prefix + text.length() + 1) % ALIGNMENT;
    byte[] padded = (text + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(prefix + padded.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) padded.length)
        .put(padded)
        .array();
  }

  /**
   * Parses {@code {'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }} and nothing else.
   */
  private static final class Parser {

    private final Object source;
    private final String text;
    private int at;

    Parser(Object source, String text) {
      this.source = source;
      this.text = text;
    }

    NpyHeader parse(int headerBytes, long memoryLimit) throws FormatException {
      String descr = null;
      Boolean columnMajor = null;
      long[] dimensions = null;
      expect('{');
      while (!skip('}')) {
        String key = string();
        expect(':');
        if (key.equals("descr") && descr == null) {
          descr = descr();
        } else if (key.equals("fortran_order") && columnMajor == null) {
          columnMajor = bool();
        } else if (key.equals("shape") && dimensions == null) {
          dimensions = dimensions();
        } else {
          throw unexpected("'descr', 'fortran_order' and 'shape', each once");
        }
        if (!skip(',')) {
          expect('}');
          break;
        }
      }
      skipSpaces();
      if (at < text.length() || descr == null || columnMajor == null || dimensions == null) {
        throw unexpected("one dictionary with 'descr', 'fortran_order' and 'shape'");
      }
      StoredType type = type(descr);
      ByteOrder byteOrder = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      Shape shape = Elements.shape(source, dimensions, type, memoryLimit);
      return new NpyHeader(headerBytes, type, byteOrder, columnMajor, shape);
    }

    private StoredType type(String descr) throws FormatException {
      if (descr.length() > 1 && descr.charAt(1) == 'O') {
        throw new FormatException(
            source,
            "is an object array: pickled Python objects are never loaded;"
                + " save it from NumPy with a numeric type, such as array.astype('float64')");
      }
      StoredType type = StoredType.ofNumpy(descr.isEmpty() ? "" : descr.substring(1)).orElse(null);
      if (type == null || (type.bytes() == 1 ? "|<>" : "<>").indexOf(descr.charAt(0)) < 0) {
        throw new FormatException(
            source,
            "is of type "
                + FormatException.quote(descr)
                + ", expected < or > and one of "
                + StoredType.numpyNames());
      }
      return type;
    }

    private String descr() throws FormatException {
      skipSpaces();
      if (at < text.length() && text.charAt(at) == '[') {
        throw new FormatException(
            source, "is a structured array, expected one of " + StoredType.numpyNames());
      }
      return string();
    }

    private String string() throws FormatException {
      skipSpaces();
      if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
        int end = text.indexOf(text.charAt(at), at + 1);
        if (end > 0) {
          String string = text.substring(at + 1, end);
          at = end + 1;
          return string;
        }
      }
      throw unexpected("a quoted text");
    }

    private boolean bool() throws FormatException {
      skipSpaces();
      for (String word : new String[] {"True", "False"}) {
        if (text.startsWith(word, at)) {
          at += word.length();
          return word.equals("True");
        }
      }
      throw unexpected("True or False");
    }

    private long[] dimensions() throws FormatException {
      long[] dimensions = new long[MOST_DIMENSIONS];
      int rank = 0;
      expect('(');
      while (!skip(')')) {
        if (rank == MOST_DIMENSIONS) {
          throw unexpected("at most " + MOST_DIMENSIONS + " dimensions");
        }
        dimensions[rank++] = dimension();
        if (!skip(',')) {
          expect(')');
          break;
        }
      }
      return Arrays.copyOf(dimensions, rank);
    }

    private long dimension() throws FormatException {
      skipSpaces();
      int start = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      try {
        long dimension = Long.parseLong(text, start, at, 10);
        // Python 2 wrote long integers with this suffix.
        skip('L');
        return dimension;
      } catch (NumberFormatException e) {
        at = start;
        throw unexpected("a dimension");
      }
    }

    private void expect(char character) throws FormatException {
      if (!skip(character)) {
        throw unexpected("'" + character + "'");
      }
    }

    private boolean skip(char character) {
      skipSpaces();
      if (at < text.length() && text.charAt(at) == character) {
        at++;
        return true;
      }
      return false;
    }

    private void skipSpaces() {
      while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
        at++;
      }
    }

    private FormatException unexpected(String expected) {
      return new FormatException(
          source,
          "has a damaged NPY header: found "
              + FormatException.quote(text.substring(Math.min(at, text.length())))
              + " at character "
              + at
              + ", expected "
              + expected);
    }
  }
}
