package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The header of an IDX file.
 *
 * @param type the type of the elements
 * @param dimensions the sizes, each at least 0 and below 2³¹
 */
@SuppressWarnings("ArrayRecordComponent") // Not compared.
record IdxHeader(Type type, int[] dimensions) {
  /** The number of elements that are read at once. */
  private static final int BLOCK = 1 << 13;

  /** The types of elements, and the bytes that each takes in the file and in memory. */
  enum Type {
    UNSIGNED_BYTE(0x08, 1, 1),
    BYTE(0x09, 1, Long.BYTES),
    SHORT(0x0B, 2, Long.BYTES),
    INT(0x0C, 4, Long.BYTES),
    FLOAT(0x0D, 4, Float.BYTES),
    DOUBLE(0x0E, 8, Double.BYTES);

    private final int code;
    private final int fileBytes;
    private final int memoryBytes;

    Type(int code, int fileBytes, int memoryBytes) {
      this.code = code;
      this.fileBytes = fileBytes;
      this.memoryBytes = memoryBytes;
    }
  }

  /** Reads a header, and checks what its file holds. */
  static IdxHeader read(Path file, DataInputStream in, IdxFile.Content content) throws IOException {
    int magic = in.readInt();
    int rank = magic & 0xFF;
    Type found = null;
    for (Type type : Type.values()) {
      if (magic >>> 8 == type.code) {
        found = type;
      }
    }
    if (found == null || rank < content.fewest() || rank > content.most()) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "begins with the magic number 0x%08x, expected an IDX file of %s, with %s",
              magic,
              content.label(),
              content.expected()));
    }
    int[] dimensions = new int[rank];
    for (int i = 0; i < rank; i++) {
      dimensions[i] = in.readInt();
      if (dimensions[i] < 0) {
        throw new FormatException(
            file,
            String.format(
                Locale.ROOT,
                "claims %s of shape […, %d, …], expected sizes below 2^31",
                content.label(),
                Integer.toUnsignedLong(dimensions[i])));
      }
    }
    return new IdxHeader(found, dimensions);
  }

  /**
   * Returns the number of elements.
   *
   * @throws FormatException if there are none, or too many for an array
   */
  long elements(Path file) throws FormatException {
    int rank = dimensions.length;
    long width = rank > 1 ? dimensions[rank - 1] : 1;
    long height = rank > 2 ? dimensions[1] : 1;
    if (rank > 3) {
      width *= dimensions[2];
    }
    if (width > Integer.MAX_VALUE) {
      width = Integer.MAX_VALUE;
    }
    return SampleMemory.bytes(file, dimensions[0], (int) height, (int) width);
  }

  /** Returns the number of bytes that the elements take in the file. */
  long fileBytes(Path file) throws FormatException {
    return elements(file) * type.fileBytes;
  }

  /**
   * Reads the elements.
   *
   * @throws java.io.EOFException if the file ends early
   */
  NumericArray readElements(Path file, DataInputStream in) throws IOException {
    int count = (int) elements(file);
    if (type == Type.UNSIGNED_BYTE) {
      byte[] bytes = SampleMemory.pixels(file, dimensions[0], 1, count / dimensions[0]);
      in.readFully(bytes);
      return NumericArray.of(Shape.of(dimensions), bytes);
    }
    long need = (long) count * type.memoryBytes;
    if (need > Runtime.getRuntime().maxMemory()) {
      throw tooLarge(file, need);
    }
    try {
      Shape shape = Shape.of(dimensions);
      return switch (type) {
        case UNSIGNED_BYTE, BYTE, SHORT, INT -> NumericArray.of(shape, readLongs(in, count));
        case FLOAT -> {
          float[] floats = new float[count];
          for (int i = 0; i < count; i += BLOCK) {
            int length = Math.min(BLOCK, count - i);
            block(in, length).asFloatBuffer().get(floats, i, length);
          }
          yield NumericArray.of(shape, floats);
        }
        case DOUBLE -> {
          double[] doubles = new double[count];
          for (int i = 0; i < count; i += BLOCK) {
            int length = Math.min(BLOCK, count - i);
            block(in, length).asDoubleBuffer().get(doubles, i, length);
          }
          yield NumericArray.of(shape, doubles);
        }
      };
    } catch (OutOfMemoryError e) {
      throw tooLarge(file, need);
    }
  }

  private FormatException tooLarge(Path file, long need) {
    return new FormatException(
        file,
        "its elements of shape " + Arrays.toString(dimensions) + " " + SampleMemory.missing(need));
  }

  private long[] readLongs(DataInputStream in, int count) throws IOException {
    long[] longs = new long[count];
    for (int i = 0; i < count; i += BLOCK) {
      int length = Math.min(BLOCK, count - i);
      ByteBuffer block = block(in, length);
      for (int j = 0; j < length; j++) {
        longs[i + j] =
            switch (type) {
              case BYTE -> block.get();
              case SHORT -> block.getShort();
              default -> block.getInt();
            };
      }
    }
    return longs;
  }

  private ByteBuffer block(DataInputStream in, int length) throws IOException {
    byte[] bytes = new byte[length * type.fileBytes];
    in.readFully(bytes);
    return ByteBuffer.wrap(bytes);
  }
}
