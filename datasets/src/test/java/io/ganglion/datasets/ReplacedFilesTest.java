package io.ganglion.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.formats.InputFile;
import io.ganglion.formats.NpzFile;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another program replaces a file after it was opened: all that is read is of the opened one. */
class ReplacedFilesTest {

  @TempDir private Path folder;

  private void replace(Path file, byte[] content) throws IOException {
    Path other = Files.write(folder.resolve("other"), content);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] labels(int count, int label) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + count).putInt(0x0801).putInt(count);
    for (int i = 0; i < count; i++) {
      bytes.put((byte) label);
    }
    return bytes.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void idx() throws IOException {
    byte[][] contents = {labels(5, 3), gzip(labels(5, 3)), gzip(labels(5_000, 3))};
    for (byte[] content : contents) {
      Path file = Files.write(folder.resolve("labels"), content);
      try (InputFile opened = InputFile.open(file)) {
        replace(file, labels(7, 1));
        NumericArray read = IdxFile.read(opened, file, IdxFile.Content.LABELS);
        assertThat(read.bytes()).containsOnly(3);
        assertThat(read.shape().dimension(0)).isEqualTo(content == contents[2] ? 5_000 : 5);
      }
    }
  }

  private static void write(Path file, int label) throws IOException {
    NumericArray images = NumericArray.of(Shape.of(1, 1, 2), new byte[] {(byte) label, 0});
    NumericArray labels = NumericArray.of(Shape.of(1), new byte[] {(byte) label});
    NpzFile.write(
        file, Map.of("x_train", images, "y_train", labels, "x_test", images, "y_test", labels));
  }

  @Test
  void bothSplitsOfAnNpzFile() throws IOException {
    Path file = folder.resolve("data.npz");
    write(file, 3);
    try (Splits splits = Datasets.ofThisMachine().splits(file.toString())) {
      assertThat(splits.read(Split.TRAIN).label(0)).isEqualTo(3);
      write(file, 5);
      assertThat(splits.read(Split.TEST).label(0)).isEqualTo(3);
    }
  }

  @Test
  void theLabelsOfAnIdxFolderAreReadOnceForBothSplits() throws IOException {
    byte[] images = ByteBuffer.allocate(18).putInt(0x0803).putInt(1).putInt(1).putInt(2).array();
    for (String prefix : new String[] {"train", "t10k"}) {
      Files.write(folder.resolve(prefix + "-images-idx3-ubyte"), images);
      Files.write(folder.resolve(prefix + "-labels-idx1-ubyte"), labels(1, 3));
    }
    try (Splits splits = Datasets.ofThisMachine().splits(folder.toString())) {
      assertThat(splits.read(Split.TRAIN).classNames()).hasSize(4);
      for (String prefix : new String[] {"train", "t10k"}) {
        replace(folder.resolve(prefix + "-labels-idx1-ubyte"), labels(1, 5));
      }
      assertThat(splits.read(Split.TEST).classNames()).hasSize(4);
    }
  }

  @Test
  void csv() throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "label,a,b\n1,10,20\n0,30,40\n");
    try (InputFile opened = InputFile.open(file)) {
      replace(file, "1,2\n".getBytes(StandardCharsets.US_ASCII));
      Dataset read = CsvDataset.read(opened, file, Optional.empty());
      assertThat(read.size()).isEqualTo(2);
      assertThat(IdxContent.raw(read, 1)).containsExactly(30, 40);
    }
  }
}
