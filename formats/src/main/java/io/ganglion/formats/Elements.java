package io.ganglion.formats;

import io.ganglion.tensor.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads and writes the raw elements of arrays, which lie in a file one after the other. */
final class Elements {

  private static final int CHUNK_BYTES = 1 << 16;

  private Elements() {}

  /** The memory that one array may take if the caller sets no limit: half of the maximum heap. */
  static long defaultMemoryLimit() {
    return Runtime.getRuntime().maxMemory() / 2;
  }

  /**
   * Checks the shape that a file claims: it must be usable, and its array must fit the memory
   * limit.
   *
   * @param source the file, or the part of it, that errors name
   * @param dimensions the claimed sizes, outermost first
   * @param type the claimed type
   * @param memoryLimit the most bytes of memory that the array may take
   * @return the shape
   */
  static Shape shape(Object source, long[] dimensions, StoredType type, long memoryLimit)
      throws FormatException {
    if (dimensions.length == 0) {
      throw new FormatException(source, "holds a single number, expected an array");
    }
    int[] sizes = new int[dimensions.length];
    long memory = type.elementType().bytes();
    for (int i = 0; i < sizes.length; i++) {
      if (dimensions[i] == 0) {
        throw new FormatException(source, "is empty: its shape is " + text(dimensions));
      }
      if (dimensions[i] < 0 || dimensions[i] > Integer.MAX_VALUE) {
        throw new FormatException(
            source,
            "claims the shape "
                + text(dimensions)
                + ", but a dimension may be at most "
                + Integer.MAX_VALUE);
      }
      sizes[i] = (int) dimensions[i];
      memory *= sizes[i];
      if (memory > memoryLimit) {
        throw new FormatException(
            source,
            "claims the shape "
                + text(dimensions)
                + ", which takes more than the limit of "
                + memoryLimit
                + " bytes of memory; if that is right, raise the limit or the heap size (-Xmx)");
      }
    }
    try {
      return Shape.of(sizes);
    } catch (IllegalArgumentException e) {
      throw new FormatException(source, "claims an unusable shape: " + e.getMessage(), e);
    }
  }

  private static String text(long[] dimensions) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < dimensions.length; i++) {
      text.append(i == 0 ? "" : ", ").append(dimensions[i]);
    }
    return text.append(']').toString();
  }

  /**
   * Reads an array whose shape has been checked.
   *
   * @param in positioned at the first element
   * @param columnMajor whether the first index varies fastest (Fortran order)
   * @throws FormatException if the elements end early, or one does not fit the type in memory
   */
  static NumericArray read(
      InputStream in,
      Object source,
      StoredType type,
      ByteOrder byteOrder,
      Shape shape,
      boolean columnMajor)
      throws IOException {
    NumericArray array = allocate(source, type.elementType(), shape);
    boolean transposed = columnMajor && shape.rank() > 1;
    try {
      if (type == StoredType.UINT8 && !transposed) {
        readFully(in, array.bytes(), shape.size());
      } else {
        decode(in, source, type, byteOrder, array, transposed ? new ColumnMajorWalk(shape) : null);
      }
    } catch (EOFException e) {
      throw new FormatException(
          source, "is cut off: it ends before its last element; get or write the file again", e);
    }
    return array;
  }

  private static NumericArray allocate(Object source, ElementType type, Shape shape)
      throws FormatException {
    int size = shape.size();
    try {
      return switch (type) {
        case UINT8 -> NumericArray.of(shape, new byte[size]);
        case INT64 -> NumericArray.of(shape, new long[size]);
        case FLOAT32 -> NumericArray.of(shape, new float[size]);
        case FLOAT64 -> NumericArray.of(shape, new double[size]);
      };
    } catch (OutOfMemoryError e) {
      // The heap refused one large request; the rest of the program is unaffected.
      throw new FormatException(
          source,
          "its shape " + shape + " does not fit into memory; raise the heap size (-Xmx)",
          e);
    }
  }

  private static void decode(
      InputStream in,
      Object source,
      StoredType type,
      ByteOrder byteOrder,
      NumericArray array,
      ColumnMajorWalk walk)
      throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(byteOrder);
    byte[] bytes = array.elementType() == ElementType.UINT8 ? array.bytes() : null;
    long[] longs = array.elementType() == ElementType.INT64 ? array.longs() : null;
    float[] floats = array.elementType() == ElementType.FLOAT32 ? array.floats() : null;
    double[] doubles = array.elementType() == ElementType.FLOAT64 ? array.doubles() : null;
    int size = array.shape().size();
    int inChunk;
    for (int first = 0; first < size; first += inChunk) {
      inChunk = Math.min(size - first, CHUNK_BYTES / type.bytes());
      readFully(in, chunk, inChunk * type.bytes());
      buffer.clear();
      for (int i = 0; i < inChunk; i++) {
        int at = walk == null ? first + i : walk.next();
        switch (type) {
          case BOOL -> bytes[at] = (byte) (buffer.get() == 0 ? 0 : 1);
          case UINT8 -> bytes[at] = buffer.get();
          case INT8 -> longs[at] = buffer.get();
          case INT16 -> longs[at] = buffer.getShort();
          case UINT16 -> longs[at] = buffer.getShort() & 0xFFFFL;
          case INT32 -> longs[at] = buffer.getInt();
          case UINT32 -> longs[at] = buffer.getInt() & 0xFFFFFFFFL;
          case INT64 -> longs[at] = buffer.getLong();
          case UINT64 -> longs[at] = signed(source, buffer.getLong());
          case FLOAT16 -> floats[at] = half(buffer.getShort());
          case FLOAT32 -> floats[at] = buffer.getFloat();
          case FLOAT64 -> doubles[at] = buffer.getDouble();
        }
      }
    }
  }

  private static void readFully(InputStream in, byte[] destination, int length) throws IOException {
    if (in.readNBytes(destination, 0, length) < length) {
      throw new EOFException();
    }
  }

  private static long signed(Object source, long unsigned) throws FormatException {
    if (unsigned < 0) {
      throw new FormatException(
          source,
          "holds "
              + Long.toUnsignedString(unsigned)
              + ", but whole numbers may be at most "
              + Long.MAX_VALUE);
    }
    return unsigned;
  }

  /** IEEE 754 binary16: 1 bit sign, 5 bits exponent (bias 15), 10 bits significand. */
  private static float half(short bits) {
    int exponent = (bits >> 10) & 0x1F;
    int significand = bits & 0x3FF;
    float magnitude;
    if (exponent == 0x1F) {
      magnitude = significand == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = Math.scalb((float) significand, -24);
    } else {
      magnitude = Math.scalb((float) (significand | 0x400), exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /** Writes all elements in row-major order, little-endian. */
  static void write(NumericArray array, OutputStream out) throws IOException {
    if (array.elementType() == ElementType.UINT8) {
      out.write(array.bytes());
      return;
    }
    int elementBytes = array.elementType().bytes();
    byte[] chunk = new byte[CHUNK_BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN);
    int size = array.shape().size();
    int inChunk;
    for (int first = 0; first < size; first += inChunk) {
      inChunk = Math.min(size - first, CHUNK_BYTES / elementBytes);
      buffer.clear();
      switch (array.elementType()) {
        case INT64 -> buffer.asLongBuffer().put(array.longs(), first, inChunk);
        case FLOAT32 -> buffer.asFloatBuffer().put(array.floats(), first, inChunk);
        case FLOAT64 -> buffer.asDoubleBuffer().put(array.doubles(), first, inChunk);
        case UINT8 -> throw new AssertionError("written above, without a copy");
      }
      out.write(chunk, 0, inChunk * elementBytes);
    }
  }

  /** Yields the row-major position of each element of an array, in column-major order. */
  private static final class ColumnMajorWalk {

    private final int[] sizes;
    private final int[] strides;
    private final int[] index;
    private int position;

    ColumnMajorWalk(Shape shape) {
      sizes = shape.dimensions();
      index = new int[sizes.length];
      strides = new int[sizes.length];
      int stride = 1;
      for (int i = sizes.length - 1; i >= 0; i--) {
        strides[i] = stride;
        stride *= sizes[i];
      }
    }

    int next() {
      int current = position;
      for (int i = 0; i < sizes.length; i++) {
        position += strides[i];
        index[i]++;
        if (index[i] < sizes[i]) {
          break;
        }
        position -= strides[i] * sizes[i];
        index[i] = 0;
      }
      return current;
    }
  }
}
