package io.ganglion.datasets;

import static io.ganglion.datasets.IdxContent.bytes;
import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.formats.NpzFile;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  @TempDir private Path folder;
  private Path file;
  private final Map<String, NumericArray> arrays = new TreeMap<>();

  @BeforeEach
  void fill() {
    file = folder.resolve("data.npz");
    arrays.put("x_train", NumericArray.of(Shape.of(2, 2, 3), new byte[12]));
    arrays.put("y_train", NumericArray.of(Shape.of(2), bytes(1, 0)));
    arrays.put("x_test", NumericArray.of(Shape.of(1, 2, 3), bytes(1, 2, 3, 4, 5, 255)));
    arrays.put("y_test", NumericArray.of(Shape.of(1), new long[] {3}));
  }

  private Dataset read(Split split) throws IOException {
    NpzFile.write(file, arrays);
    return Datasets.ofThisMachine().open(file, split);
  }

  private AbstractStringAssert<?> assertTrainRefused() {
    return assertRefused(() -> read(Split.TRAIN)).startsWith(file.toString());
  }

  @Test
  void eachSplitHasItsArraysAndTheClassesOfBoth() throws IOException {
    Dataset train = read(Split.TRAIN);
    Dataset test = read(Split.TEST);
    assertThat(train.size()).isEqualTo(2);
    assertThat(train.height()).isEqualTo(2);
    assertThat(train.width()).isEqualTo(3);
    assertThat(train.label(0)).isEqualTo(1);
    assertThat(train.classNames()).containsExactly("0", "1", "2", "3");
    assertThat(test.label(0)).isEqualTo(3);
    assertThat(IdxContent.raw(test, 0)).containsExactly(bytes(1, 2, 3, 4, 5, 255));
    assertThat(test.classNames()).isEqualTo(train.classNames());
  }

  @Test
  void rowsOfFeaturesThatMakeASquareAreSquareImages() throws IOException {
    arrays.put("x_train", NumericArray.of(Shape.of(2, 64), new byte[128]));
    assertThat(read(Split.TRAIN).layout()).isEqualTo(new ImageSize(8, 8));
  }

  @Test
  void theErrorForAMissingArrayListsTheExistingOnes() {
    arrays.remove("y_train");
    assertTrainRefused().contains("x_train", "y_test", "expected x_train and y_train");
  }

  @Test
  void theOtherSplitMayBeMissing() throws IOException {
    arrays.remove("x_test");
    arrays.remove("y_test");
    assertThat(read(Split.TRAIN).classNames()).containsExactly("0", "1");
    assertRefused(() -> read(Split.TEST)).contains("x_test", "test split");
  }

  @Test
  void imagesOfAnotherTypeOrRankAreRefused() {
    arrays.put("x_train", NumericArray.of(Shape.of(2, 2), new double[4]));
    assertTrainRefused().contains("'x_train' is float64 [2, 2]", "expected uint8");
    arrays.put("x_train", NumericArray.of(Shape.of(2), new byte[2]));
    assertTrainRefused().contains("'x_train' is uint8 [2]");
  }

  @Test
  void labelsThatAreNotWholeNumbersAreRefused() {
    arrays.put("y_train", NumericArray.of(Shape.of(2), new double[2]));
    assertTrainRefused().contains("'y_train' is float64 [2]", "whole numbers");
  }

  @Test
  void labelsThatCannotBeClassesAreRefused() {
    arrays.put("y_train", NumericArray.of(Shape.of(2), new long[] {0, 1L << 31}));
    assertTrainRefused().contains("'y_train'", "label 2147483648 of sample 1");
    arrays.put("y_train", NumericArray.of(Shape.of(2), new long[] {-1, 0}));
    assertTrainRefused().contains("label -1 of sample 0");
  }

  @Test
  void differentNumbersOfImagesAndLabelsAreRefused() {
    arrays.put("y_train", NumericArray.of(Shape.of(3), new byte[3]));
    assertTrainRefused().contains("2 images", "3 labels");
  }

  @Test
  void anObjectArrayIsRefused() throws IOException {
    String header = "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }";
    byte[] padded =
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : arrays.keySet()) {
        zip.putNextEntry(new ZipEntry(name + ".npy"));
        zip.write(bytes(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, padded.length, 0));
        zip.write(padded);
        zip.write(new byte[16]);
        zip.closeEntry();
      }
    }
    assertRefused(() -> Datasets.ofThisMachine().open(file, Split.TRAIN))
        .startsWith(file.toString())
        .containsIgnoringCase("object");
  }

  @Test
  void aFileThatIsNotAZipFileIsRefused() throws IOException {
    Files.writeString(file, "not a zip file");
    assertRefused(() -> Datasets.ofThisMachine().open(file, Split.TRAIN)).startsWith(file + ": ");
  }
}
