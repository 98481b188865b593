package io.ganglion.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Bytes of IDX files, valid and invalid. */
final class IdxContent {
  private IdxContent() {}

  static byte[] idx(byte[] data, int... dimensions) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + data.length);
    buffer.putInt(0x0800 | dimensions.length);
    for (int dimension : dimensions) {
      buffer.putInt(dimension);
    }
    return buffer.put(data).array();
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes a complete dataset of 2×3 images: three for training and two for testing. */
  static void writeFolder(Path folder) throws IOException {
    writeFolder(folder, "", bytes -> bytes);
  }

  /** Writes the same dataset gzipped, under the names of fetched files. */
  static void writeGzippedFolder(Path folder) throws IOException {
    writeFolder(folder, ".gz", IdxContent::gzip);
  }

  private static void writeFolder(Path folder, String ending, UnaryOperator<byte[]> packing)
      throws IOException {
    Files.write(
        folder.resolve("train-images-idx3-ubyte" + ending),
        packing.apply(
            idx(
                bytes(0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 250, 251, 252, 253, 254, 255),
                3,
                2,
                3)));
    Files.write(
        folder.resolve("train-labels-idx1-ubyte" + ending), packing.apply(idx(bytes(1, 0, 2), 3)));
    Files.write(
        folder.resolve("t10k-images-idx3-ubyte" + ending),
        packing.apply(idx(bytes(5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10), 2, 2, 3)));
    Files.write(
        folder.resolve("t10k-labels-idx1-ubyte" + ending), packing.apply(idx(bytes(1, 1), 2)));
  }

  /** One sample's raw values, which must be whole numbers from 0 to 255. */
  static byte[] raw(Dataset dataset, int sample) {
    double[] values = dataset.values(sample);
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) values[i];
      if ((bytes[i] & 0xFF) != values[i]) {
        throw new AssertionError("value " + i + " is " + values[i] + ", not a byte");
      }
    }
    return bytes;
  }
}
