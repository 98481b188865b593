package io.ganglion.datasets;

import static io.ganglion.datasets.IdxContent.bytes;
import static io.ganglion.datasets.IdxContent.gzip;
import static io.ganglion.datasets.IdxContent.idx;
import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final byte[] TWO_LABELS = idx(bytes(1, 0), 2);
  private static final byte[] TWO_IMAGES = idx(bytes(1, 2, 3, 4, 5, 6, 7, 8), 2, 2, 2);

  @TempDir private Path folder;

  private Dataset read(byte[] imageBytes, byte[] labelBytes) throws IOException {
    Path images = Files.write(folder.resolve("images"), imageBytes);
    Path labels = Files.write(folder.resolve("labels"), labelBytes);
    return Datasets.readIdx(images, labels);
  }

  private AbstractStringAssert<?> assertImagesRefused(byte[] imageBytes) {
    return assertRefused(() -> read(imageBytes, TWO_LABELS))
        .startsWith(folder.resolve("images") + ": ");
  }

  @Test
  void imagesAndLabelsAreReadInOrder() throws IOException {
    Dataset dataset = read(TWO_IMAGES, TWO_LABELS);
    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.height()).isEqualTo(2);
    assertThat(dataset.width()).isEqualTo(2);
    assertThat(dataset.classNames()).containsExactly("0", "1");
    assertThat(IdxContent.raw(dataset, 1)).containsExactly(5, 6, 7, 8);
    assertThat(dataset.label(0)).isEqualTo(1);
  }

  @Test
  void gzippedFilesGiveTheSameAsOthers() throws IOException {
    Dataset dataset = read(gzip(TWO_IMAGES), gzip(TWO_LABELS));
    assertThat(IdxContent.raw(dataset, 0)).containsExactly(1, 2, 3, 4);
    assertThat(dataset.label(1)).isEqualTo(0);
  }

  @Test
  void aFileCompressedAThousandfoldCanBeRead() throws IOException {
    Dataset dataset = read(gzip(idx(new byte[2_000_000], 2, 1000, 1000)), TWO_LABELS);
    assertThat(dataset.size()).isEqualTo(2);
    assertThat(IdxContent.raw(dataset, 1)).containsOnly(0);
  }

  @Test
  void vectorsAreSquareImagesIfTheyMakeALargeSquareAndOtherwiseRows() throws IOException {
    assertThat(read(idx(new byte[128], 2, 64), TWO_LABELS).layout()).isEqualTo(new ImageSize(8, 8));
    assertThat(read(idx(new byte[20], 2, 10), TWO_LABELS).layout()).isEqualTo(Columns.numbered(10));
    assertThat(read(idx(new byte[18], 2, 9), TWO_LABELS).layout()).isEqualTo(Columns.numbered(9));
  }

  @Test
  void anotherMagicNumberIsRefused() {
    assertImagesRefused(bytes(0x89, 'P', 'N', 'G', 0, 0, 0, 0))
        .contains("magic number 0x89504e47", "expected", "0x00000803");
  }

  private static byte[] typed(int type, byte[] data, int... dimensions) {
    byte[] content = idx(data, dimensions);
    content[2] = (byte) type;
    return content;
  }

  @Test
  void elementsMayHaveEveryTypeOfTheFormat() throws IOException {
    assertThat(read(typed(0x09, bytes(255, 2, 3, 4), 2, 2), TWO_LABELS).values(0))
        .containsExactly(-1, 2);
    assertThat(read(typed(0x0B, bytes(1, 0, 0, 2, 0, 3, 0, 4), 2, 2), TWO_LABELS).values(0))
        .containsExactly(256, 2);
    byte[] ints = bytes(0, 1, 0, 0, 0, 0, 0, 7);
    assertThat(read(typed(0x0C, ints, 2, 1), TWO_LABELS).values(0)).containsExactly(65_536);
    byte[] floats = ByteBuffer.allocate(8).putFloat(0.5f).putFloat(-1).array();
    assertThat(read(typed(0x0D, floats, 2, 1), TWO_LABELS).values(0)).containsExactly(0.5);
    byte[] doubles = ByteBuffer.allocate(16).putDouble(0.25).putDouble(-1).array();
    assertThat(read(gzip(typed(0x0E, doubles, 2, 1)), TWO_LABELS).values(1)).containsExactly(-1);
  }

  @Test
  void anUnknownTypeIsRefused() {
    assertImagesRefused(typed(0x0A, new byte[8], 2, 2, 2)).contains("magic number 0x00000a03");
  }

  @Test
  void elementsOfSeveralBytesThatAreCutOffAreRefused() {
    assertImagesRefused(typed(0x0D, new byte[8], 2, 2)).contains("16 bytes to follow, found 8");
    assertImagesRefused(gzip(typed(0x0D, new byte[8], 2, 2))).contains("cut off");
  }

  @Test
  void labelsInPlaceOfImagesAreRefused() {
    assertImagesRefused(TWO_LABELS).contains("magic number 0x00000801");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 15, 16, 17, 23})
  void aFileThatIsCutOffIsRefused(int length) {
    assertImagesRefused(Arrays.copyOf(TWO_IMAGES, length)).contains("expected");
    assertImagesRefused(gzip(Arrays.copyOf(TWO_IMAGES, length))).contains("expected");
  }

  @Property(tries = 100)
  void aGzipFileThatIsCutOffAnywhereIsRefused(
      @ForAll @Size(min = 8, max = 8) byte[] pixels, @ForAll @IntRange(max = 60) int length)
      throws IOException {
    byte[] whole = gzip(idx(pixels, 2, 2, 2));
    Assume.that(length < whole.length);
    Path temporary = Files.createTempDirectory("ganglion");
    Path file = Files.write(temporary.resolve("images"), Arrays.copyOf(whole, length));
    try {
      assertRefused(() -> IdxFile.read(file, IdxFile.Content.IMAGES)).startsWith(file + ": ");
    } finally {
      Files.delete(file);
      Files.delete(temporary);
    }
  }

  @Test
  void aFileLongerThanItsHeaderClaimsIsRefused() {
    byte[] longer = Arrays.copyOf(TWO_IMAGES, TWO_IMAGES.length + 1);
    assertImagesRefused(longer).contains("[2, 2, 2]", "8 bytes", "found more");
    assertImagesRefused(gzip(longer)).contains("found more");
  }

  @Test
  void aGzipFileWithAWrongChecksumIsRefused() {
    byte[] damaged = gzip(TWO_IMAGES);
    damaged[damaged.length - 6] ^= 1;
    assertImagesRefused(damaged).contains("damaged");
  }

  @Test
  void aHeaderThatClaimsTwoThousandMillionImagesCostsNoMemory() {
    byte[] claim = idx(new byte[8], 2_000_000_000, 1, 1);
    assertImagesRefused(claim).contains("2000000000 bytes to follow, found 8");
    assertImagesRefused(gzip(claim)).contains("[2000000000, 1, 1]", "compressed bytes cannot hold");
  }

  @Test
  void aHeaderThatClaimsTwoToThe31ImagesIsRefused() {
    assertImagesRefused(gzip(idx(new byte[8], Integer.MIN_VALUE, 28, 28))).contains("2147483648");
    assertImagesRefused(gzip(idx(new byte[8], Integer.MAX_VALUE, 28, 28)))
        .contains("2147483647 images of 28×28", "2^31");
    assertImagesRefused(gzip(idx(new byte[8], Integer.MAX_VALUE, -1, -1))).contains("expected");
    assertImagesRefused(
            gzip(idx(new byte[8], Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)))
        .contains("2^31");
  }

  @Test
  void aFileWithoutImagesIsRefused() {
    assertImagesRefused(idx(new byte[0], 0, 28, 28)).contains("0 images");
    assertImagesRefused(idx(new byte[0], 2, 0, 28)).contains("0×28");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Path labels = Files.write(folder.resolve("labels"), TWO_LABELS);
    assertRefused(() -> Datasets.readIdx(folder.resolve("nowhere"), labels))
        .startsWith(folder.resolve("nowhere") + ": no such file");
  }

  @Test
  void moreLabelsThanImagesAreRefused() {
    assertRefused(() -> read(TWO_IMAGES, idx(bytes(1, 0, 1), 3)))
        .contains("2 images", "3 labels", folder.resolve("labels").toString());
  }

  @Test
  void aFolderHasBothSplitsAndTheClassesOfBoth() throws IOException {
    IdxContent.writeFolder(folder);
    Datasets datasets = Datasets.ofThisMachine();
    Dataset train = datasets.open(folder, Split.TRAIN);
    Dataset test = datasets.open(folder, Split.TEST);
    assertThat(train.size()).isEqualTo(3);
    assertThat(IdxContent.raw(train, 2)).containsExactly(bytes(250, 251, 252, 253, 254, 255));
    assertThat(test.size()).isEqualTo(2);
    assertThat(IdxContent.raw(test, 0)).containsExactly(5, 4, 3, 2, 1, 0);
    assertThat(test.classNames()).containsExactly("0", "1", "2");
  }

  @Test
  void aFolderMayHaveDotsInItsNamesAndGzippedFiles() throws IOException {
    Files.write(folder.resolve("train-images.idx3-ubyte.gz"), gzip(TWO_IMAGES));
    Files.write(folder.resolve("train-labels.idx1-ubyte"), TWO_LABELS);
    assertThat(Datasets.ofThisMachine().open(folder, Split.TRAIN).size()).isEqualTo(2);
  }

  @Test
  void theErrorForAMissingSplitNamesTheMissingFile() throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte"), TWO_IMAGES);
    Files.write(folder.resolve("train-labels-idx1-ubyte"), TWO_LABELS);
    assertRefused(() -> Datasets.ofThisMachine().open(folder, Split.TEST))
        .startsWith(folder + ": ")
        .contains("test split", "t10k-images-idx3-ubyte");
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
  }

  private void emnist(String prefix) throws IOException {
    byte[] labels = idx(bytes(1, 3), 2);
    write(
        prefix + "-train-images-idx3-ubyte.gz", gzip(idx(bytes(1, 2, 3, 4, 5, 6, 7, 8), 2, 2, 2)));
    write(prefix + "-train-labels-idx1-ubyte.gz", gzip(labels));
    write(prefix + "-test-images-idx3-ubyte.gz", gzip(idx(bytes(1, 2, 3, 4, 5, 6, 7, 8), 2, 2, 2)));
    write(prefix + "-test-labels-idx1-ubyte.gz", gzip(idx(bytes(2, 2), 2)));
  }

  @Test
  void theOnlyDatasetWithAPrefixIsThatOfTheFolder() throws IOException {
    emnist("emnist-digits");
    Dataset test = Datasets.ofThisMachine().open(folder, Split.TEST);
    assertThat(test.label(0)).isEqualTo(1);
    assertThat(test.classNames()).containsExactly("1", "2", "3");
    assertThat(test.values(0)).containsExactly(1, 3, 2, 4);
    assertThat(test.notes()).hasSize(2).last().asString().contains("EMNIST", "upright");
  }

  @Test
  void ofSeveralDatasetsInAFolderOneIsNamed() throws IOException {
    emnist("emnist-digits");
    emnist("emnist-letters");
    assertRefused(() -> Datasets.ofThisMachine().open(folder, Split.TRAIN))
        .startsWith(folder + ": holds several datasets")
        .contains(folder.resolve("emnist-digits") + ", " + folder.resolve("emnist-letters"));
    Dataset letters = Datasets.ofThisMachine().open(folder.resolve("emnist-letters"), Split.TRAIN);
    assertThat(letters.name()).endsWith("emnist-letters");
    assertRefused(() -> Datasets.ofThisMachine().open(folder.resolve("emnist-letter"), Split.TRAIN))
        .contains("no such file or folder");
  }

  @Test
  void theFilesWithoutAPrefixAreThoseOfTheFolder() throws IOException {
    emnist("emnist-digits");
    IdxContent.writeFolder(folder);
    assertThat(Datasets.ofThisMachine().open(folder, Split.TRAIN).size()).isEqualTo(3);
  }

  @Test
  void lettersHaveNamesWithoutTheirMappingFile() throws IOException {
    emnist("emnist-letters");
    Dataset letters = Datasets.ofThisMachine().open(folder, Split.TEST);
    assertThat(letters.classNames()).hasSize(26).startsWith("A").endsWith("Z");
    assertThat(letters.classNames().get(letters.label(0))).isEqualTo("B");
  }

  @Test
  void classesAreNamedByTheMappingFile() throws IOException {
    emnist("emnist-letters");
    Files.writeString(folder.resolve("emnist-letters-mapping.txt"), "1 65 97\n2 66 98\n3 67 99\n");
    Dataset letters = Datasets.ofThisMachine().open(folder, Split.TRAIN);
    assertThat(letters.classNames()).containsExactly("A", "B", "C");
    assertThat(letters.label(0)).isEqualTo(0);
    assertThat(letters.label(1)).isEqualTo(2);
    assertThat(letters.notes()).contains("classes named by emnist-letters-mapping.txt");
    Files.writeString(folder.resolve("emnist-letters-mapping.txt"), "1 65 97\n2 66 98\n");
    assertRefused(() -> Datasets.ofThisMachine().open(folder, Split.TRAIN))
        .contains("label 3 of sample 1 has no name");
    Files.writeString(folder.resolve("emnist-letters-mapping.txt"), "one\n");
    assertRefused(() -> Datasets.ofThisMachine().open(folder, Split.TRAIN))
        .contains("mapping.txt: does not name classes", "'1 65 97'");
  }

  @Test
  void theFirstColumnOfQmnistIsTheLabel() throws IOException {
    byte[] labels = new byte[2 * 8 * 4];
    labels[3] = 5;
    labels[7] = 9;
    labels[8 * 4 + 3] = 4;
    write("qmnist-train-images-idx3-ubyte", TWO_IMAGES);
    write("qmnist-train-labels-idx2-int", typed(0x0C, labels, 2, 8));
    Dataset train = Datasets.ofThisMachine().open(folder, Split.TRAIN);
    assertThat(train.label(0)).isEqualTo(5);
    assertThat(train.label(1)).isEqualTo(4);
    assertThat(train.notes()).containsExactly("QMNIST: the first of 8 columns is the label");
  }
}
