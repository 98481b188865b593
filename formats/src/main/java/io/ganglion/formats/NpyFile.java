package io.ganglion.formats;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * One array in NumPy's own format, {@code .npy}: what {@code numpy.save} writes and {@code
 * numpy.load} reads.
 *
 * <p>Versions 1.0 to 3.0 can be read, in both byte orders, in C and Fortran order, with the types
 * bool, int8 to int64, uint8 to uint64, float16, float32 and float64. Object arrays, structured
 * types, complex numbers, strings and dates are refused, and so are empty arrays and single
 * numbers.
 */
public final class NpyFile {

  private NpyFile() {}

  /**
   * Reads an array that takes at most half of the maximum heap.
   *
   * @param file the file
   * @return the array
   * @throws FormatException if the content is damaged, has an unsupported type, or is too large
   * @throws IOException if the file cannot be read
   */
  public static NumericArray read(Path file) throws IOException {
    return read(file, Elements.defaultMemoryLimit());
  }

  /**
   * Reads an array.
   *
   * @param file the file
   * @param memoryLimit the most bytes of memory that the array may take
   * @return the array
   * @throws FormatException if the content is damaged, has an unsupported type, or is too large
   * @throws IOException if the file cannot be read
   */
  public static NumericArray read(Path file, long memoryLimit) throws IOException {
    try (InputFile opened = InputFile.open(file)) {
      return read(opened, file, memoryLimit);
    }
  }

  private static NumericArray read(InputFile opened, Path file, long memoryLimit)
      throws IOException {
    try {
      InputStream in = new BufferedInputStream(opened.stream());
      return read(in, file, opened.size(), memoryLimit);
    } catch (FormatException e) {
      throw e;
    } catch (IOException e) {
      throw IoReason.unreadable(file, e);
    }
  }

  /** Reads an array whose length in bytes, header included, is known. */
  static NumericArray read(InputStream in, Object source, long length, long memoryLimit)
      throws IOException {
    NpyHeader header = NpyHeader.read(in, source, length, memoryLimit);
    return Elements.read(
        in, source, header.type(), header.byteOrder(), header.shape(), header.columnMajor());
  }

  /**
   * Writes an array atomically, in version 1.0, little-endian and in C order: the bytes that {@code
   * numpy.save} writes.
   *
   * @param file the file, replaced if it exists
   * @param array not modified
   * @throws IOException if the file cannot be written; an existing file is then unchanged
   */
  public static void write(Path file, NumericArray array) throws IOException {
    AtomicFile.write(file, out -> write(out, array));
  }

  static void write(OutputStream out, NumericArray array) throws IOException {
    out.write(NpyHeader.of(array));
    Elements.write(array, out);
  }
}
