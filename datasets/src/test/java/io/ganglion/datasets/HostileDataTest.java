package io.ganglion.datasets;

import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import io.ganglion.formats.FormatException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small files that claim much data are refused before memory for it is allocated. The tests run in
 * a heap of 256 MB.
 */
class HostileDataTest {
  private static final int MANY = 60_000_000;
  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path folder;

  /** Opens a training split, and asserts that it is refused at a cost of little memory. */
  private static String refusal(Path path, long mostMegabytes) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Throwable thrown = catchThrowable(() -> Datasets.ofThisMachine().open(path, Split.TRAIN));
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(thrown).isInstanceOf(FormatException.class);
    assertThat(allocated).isLessThan(mostMegabytes * MEGABYTE);
    assertThat(thrown.getMessage()).hasLineCount(1);
    return thrown.getMessage();
  }

  private static void zeros(OutputStream out, long count) throws IOException {
    byte[] block = new byte[1 << 16];
    for (long left = count; left > 0; left -= block.length) {
      out.write(block, 0, (int) Math.min(left, block.length));
    }
  }

  private static void npy(ZipOutputStream zip, String name, String shape, long bytes)
      throws IOException {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }";
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    zip.putNextEntry(new ZipEntry(name + ".npy"));
    zip.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0});
    zip.write(padded.getBytes(StandardCharsets.US_ASCII));
    zeros(zip, bytes);
    zip.closeEntry();
  }

  /** An NPZ of zeros: images of one pixel, and labels. */
  private Path npz(int images, int labels, int otherLabels) throws IOException {
    Path file = folder.resolve("data.npz");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.setLevel(9);
      npy(zip, "x_train", "(" + images + ", 1, 1)", images);
      npy(zip, "y_train", "(" + labels + ",)", labels);
      npy(zip, "y_test", "(" + otherLabels + ",)", otherLabels);
    }
    return file;
  }

  @Test
  void moreNpzLabelsThanImages() throws IOException {
    assertThat(refusal(npz(10, MANY, 10), 16))
        .contains("'x_train' holds 10 samples but array 'y_train' holds 60000000 labels");
  }

  @Test
  void moreNpzImagesAndLabelsThanTheHeapHolds() throws IOException {
    assertThat(refusal(npz(MANY, MANY, 10), 80)).contains("-Xmx");
  }

  @Test
  void npzLabelsOfTheOtherSplitThatTheHeapCannotHold() throws IOException {
    assertThat(refusal(npz(10, 10, 3 * MANY), 16)).contains("y_test", "-Xmx");
  }

  private void idx(String name, long zeros, int... header) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
      ByteBuffer start = ByteBuffer.allocate(4 * header.length);
      for (int number : header) {
        start.putInt(number);
      }
      out.write(start.array());
      zeros(out, zeros);
    }
  }

  @Test
  void idxLabelsThatTheHeapCannotHold() throws IOException {
    idx("train-images-idx3-ubyte", 10, 0x803, 10, 1, 1);
    idx("train-labels-idx1-ubyte", 2L * MANY, 0x801, 2 * MANY);
    assertThat(refusal(folder, 1)).contains("120000000 labels need 458 MB", "-Xmx");
  }

  @Test
  void idxImagesThatTheHeapCannotHoldWithTheirLabels() throws IOException {
    idx("train-images-idx3-ubyte", MANY, 0x803, MANY, 1, 1);
    idx("train-labels-idx1-ubyte", MANY, 0x801, MANY);
    assertThat(refusal(folder, 80)).contains("need 287 MB", "-Xmx");
  }

  @Test
  void idxThatNoFileOfItsLengthCanHold() throws IOException {
    idx("train-images-idx3-ubyte", 10, 0x803, 1_000_000, 1, 1);
    idx("train-labels-idx1-ubyte", 10, 0x801, 10);
    assertThat(refusal(folder, 1)).contains("compressed bytes cannot hold");
  }

  private Path csv(String field, int fields, int records) throws IOException {
    Path file = folder.resolve("data.csv");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      for (int record = 0; record < records; record++) {
        for (int i = 0; i < fields; i++) {
          out.write(bytes);
          out.write(i < fields - 1 ? ',' : '\n');
        }
      }
    }
    return file;
  }

  @Test
  void csvOfAMillionColumns() throws IOException {
    assertThat(refusal(csv("1", 1 << 20, 3), 40)).contains("could both be the label");
    assertThat(refusal(csv("1", 3_000_000, 2), 40)).contains("3000000 fields", "at most 1048576");
  }

  @Test
  void csvOfAMillionColumnsIsRead() throws IOException {
    Path file = csv("1", (1 << 20) + 1, 8);
    Files.writeString(file, "2" + Files.readString(file));
    Dataset dataset = read(file);
    assertThat(dataset.size()).isEqualTo(8);
    assertThat(dataset.height()).isEqualTo(1024);
  }

  private static Dataset read(Path file) throws IOException {
    return Datasets.ofThisMachine().open(file, Split.TRAIN);
  }

  @Test
  void csvOfAMillionNamesOrLongFields() throws IOException {
    assertThat(refusal(csv("p", 1 << 20, 2), 400)).contains("line 2, field 1 is 'p'");
    assertThat(refusal(csv("1".repeat(30_000_000), 2, 1), 4)).contains("not readable as CSV");
    assertThat(refusal(csv("\"" + "\n".repeat(30_000_000), 1, 1), 4)).contains("not readable");
  }

  @Test
  void csvOfMoreClassNamesThanTheHeapHolds() throws IOException {
    Path file = folder.resolve("names.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a,label\n".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 70_000; i++) {
        out.write(("1," + "x".repeat(200) + i + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(refusal(file, 100))
        .contains("line 65538, field 2: the label 'xxx", "one more than 65536", "remove a column");
  }

  @Test
  void csvOfALongClassName() throws IOException {
    Path file = folder.resolve("names.csv");
    Files.writeString(file, "a,label\n1," + "x".repeat(255) + "\n2,cat\n");
    assertThat(read(file).classNames()).hasSize(2);
    Files.writeString(file, "a,label\n1,cat\n2," + "x".repeat(256) + "\n");
    assertThat(refusal(file, 5))
        .contains("line 3, field 2: the label 'xxx", "has 256 characters", "at most 255");
  }

  @Test
  void theListOfClassesEndsWhereADatasetMayHaveNoMore() throws IOException {
    for (String name : new String[] {"a", "b", "c"}) {
      Files.createDirectory(folder.resolve(name));
    }
    assertThat(ClassFolders.in(folder, 3)).hasSize(3);
    assertThatThrownBy(() -> ClassFolders.in(folder, 2))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("more than 2 sub-folders");
  }

  @Test
  void classesOfBothSplitsTogetherAreLimited() throws IOException {
    Path train = Files.writeString(folder.resolve("train.csv"), names('a'));
    Files.writeString(folder.resolve("test.csv"), names('b'));
    assertRefused(() -> Datasets.ofThisMachine().open(train, Split.TRAIN))
        .startsWith(train + ": has 80000 classes together with test.csv")
        .contains("at most 65536");
  }

  private static String names(char first) {
    return IntStream.range(0, 40_000)
        .mapToObj(i -> "1," + first + i + "\n")
        .collect(Collectors.joining("", "a,label\n", ""));
  }
}
