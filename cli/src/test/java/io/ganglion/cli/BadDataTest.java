package io.ganglion.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Missing, damaged and hostile data. */
class BadDataTest extends BadInput {

  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;

  private void assertDataRefused(Path where, Object... sayings) throws IOException {
    assertRefused(train("--data", where), sayings);
    assertWeightsUntouched();
    assertRefused(Run.of("data", "info", "--data", where), sayings);
    assertRefused(Run.of("show", "--split", "train", "--data", where), sayings);
  }

  @Test
  void missingData() throws IOException {
    Path nowhere = folder.resolve("nowhere");

    assertDataRefused(nowhere, nowhere, "no such file", "digits, mnist, fashion-mnist");
  }

  @Test
  void mnistThatWasNotFetched() throws IOException {
    assertDataRefused(Path.of("mnist"), "ganglion data fetch mnist");
  }

  @Test
  void truncatedGzip() throws IOException {
    byte[] gzip = Idx.gzip(Files.readAllBytes(data.resolve("train-images-idx3-ubyte")));
    Files.delete(data.resolve("train-images-idx3-ubyte"));
    Files.write(data.resolve("train-images-idx3-ubyte.gz"), Arrays.copyOf(gzip, gzip.length - 12));

    assertDataRefused(data, "train-images-idx3-ubyte.gz");
  }

  @Test
  void wrongMagic() throws IOException {
    Files.write(
        data.resolve("train-images-idx3-ubyte"), Idx.file(0x1234, new byte[20 * 16], 20, 4, 4));

    assertDataRefused(data, "train-images-idx3-ubyte");
  }

  @Test
  void countThatDoesNotMatchTheLength() throws IOException {
    Files.write(
        data.resolve("train-images-idx3-ubyte"), Idx.file(IMAGES, new byte[19 * 16], 20, 4, 4));

    assertDataRefused(data, "train-images-idx3-ubyte", "20");
  }

  @Test
  void headerThatClaimsTwoBillionImages() throws IOException {
    Files.write(
        data.resolve("train-images-idx3-ubyte"), Idx.file(IMAGES, new byte[16], 1 << 31, 4, 4));

    assertDataRefused(data, "train-images-idx3-ubyte", "2147483648");
  }

  @Test
  void labelsAndImagesOfDifferentNumber() throws IOException {
    Files.write(data.resolve("train-labels-idx1-ubyte"), Idx.file(LABELS, new byte[19], 19));

    assertDataRefused(data, "20", "19");
  }

  @Test
  void labelOutsideTheClasses() throws IOException {
    Path csv = folder.resolve("data_train.csv");
    Files.writeString(csv, "label,pixel0,pixel1\n0,1,2\n-3,4,5\n");

    assertRefused(train("--data", csv), "data_train.csv", "-3");
    assertWeightsUntouched();
  }

  @Test
  void npzWithAnObjectArray() throws IOException {
    Path npz = npz(npy("|O", "(20, 4, 4)", new byte[20 * 16]), npy("|u1", "(20,)", new byte[20]));

    assertDataRefused(npz, npz, "x_train");
  }

  @Test
  void npzThatLacksAnArray() throws IOException {
    Path npz = npz(npy("|u1", "(20, 4, 4)", new byte[20 * 16]), null);

    assertDataRefused(npz, npz, "y_train");
  }

  @Test
  void zipBomb() throws IOException {
    Path npz =
        npz(npy("|u1", "(4000000, 28, 28)", new byte[1 << 24]), npy("|u1", "(20,)", new byte[20]));

    assertDataRefused(npz, npz);
  }

  private Path npz(byte[] images, byte[] labels) throws IOException {
    Path npz = folder.resolve("data.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(npz))) {
      zip.putNextEntry(new ZipEntry("x_train.npy"));
      zip.write(images);
      if (labels != null) {
        zip.putNextEntry(new ZipEntry("y_train.npy"));
        zip.write(labels);
      }
    }
    return npz;
  }

  private static byte[] npy(String type, String shape, byte... content) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    header += " ".repeat(118 - header.length() - 1) + "\n";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }
}
