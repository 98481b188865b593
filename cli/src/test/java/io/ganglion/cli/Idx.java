package io.ganglion.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Writes small datasets in MNIST's format: an image of class c is black but for a white column c.
 */
public final class Idx {

  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;

  private Idx() {}

  /** Writes all four files, with the classes in turn. */
  public static Path write(Path folder, int side, int classes, int count) throws IOException {
    Files.createDirectories(folder);
    for (String split : new String[] {"train", "t10k"}) {
      byte[] pixels = new byte[count * side * side];
      byte[] labels = new byte[count];
      for (int i = 0; i < count; i++) {
        labels[i] = (byte) (i % classes);
        for (int row = 0; row < side; row++) {
          pixels[(i * side + row) * side + labels[i]] = (byte) 255;
        }
      }
      Files.write(
          folder.resolve(split + "-images-idx3-ubyte"), file(IMAGES, pixels, count, side, side));
      Files.write(folder.resolve(split + "-labels-idx1-ubyte"), file(LABELS, labels, count));
    }
    return folder;
  }

  /** The bytes of a file with any header. */
  public static byte[] file(int magic, byte[] content, int... dimensions) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(magic);
      for (int dimension : dimensions) {
        out.writeInt(dimension);
      }
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Gzips a file's bytes. */
  public static byte[] gzip(byte... content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
