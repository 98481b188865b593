package io.ganglion.datasets;

import static io.ganglion.datasets.IdxContent.bytes;
import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.formats.NpyFile;
import io.ganglion.formats.NpzFile;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    assertTrainRefused().contains("'x_train' [2, 2, 3]", "y_test", "expected x_train and y_train");
  }

  @Test
  void theOtherSplitMayBeMissing() throws IOException {
    arrays.remove("x_test");
    arrays.remove("y_test");
    assertThat(read(Split.TRAIN).classNames()).containsExactly("0", "1");
    assertRefused(() -> read(Split.TEST)).contains("x_test", "test split");
  }

  @Test
  void inputsOfAnotherRankAreRefused() {
    arrays.put("x_train", NumericArray.of(Shape.of(2), new byte[2]));
    assertTrainRefused().contains("'x_train' is [2]", "[samples, height, width]");
    arrays.put("x_train", NumericArray.of(Shape.of(2, 2, 2, 2), new byte[16]));
    assertTrainRefused().contains("'x_train' is uint8 [2, 2, 2, 2]", "1 or 3 channels");
    arrays.put("x_train", NumericArray.of(Shape.of(2, 1, 1, 1, 2), new byte[4]));
    assertTrainRefused().contains("'x_train' is uint8 [2, 1, 1, 1, 2]");
  }

  @Test
  void inputsMayHaveAnyTypeOfNumber() throws IOException {
    float[] fractions = {0, 0.5f, 1, 0.25f, 0, 0, 0, 0};
    arrays.put("x_train", NumericArray.of(Shape.of(2, 2, 2), fractions));
    assertThat(read(Split.TRAIN).values(0)).containsExactly(0, 0.5, 1, 0.25);
    arrays.put("x_train", NumericArray.of(Shape.of(2, 2), new double[] {1e-3, -4, 0, 65_535}));
    assertThat(read(Split.TRAIN).values(0)).containsExactly(1e-3f, -4);
    arrays.put("x_train", NumericArray.of(Shape.of(2, 2), new long[] {-1, 70_000, 0, 3}));
    assertThat(read(Split.TRAIN).values(0)).containsExactly(-1, 70_000);
  }

  @Test
  void aValueThatIsNotFiniteIsRefusedWithItsPlace() {
    arrays.put("x_train", NumericArray.of(Shape.of(2, 2), new double[] {0, 1, 2, 1e300}));
    assertTrainRefused().contains("'x_train': value 1 of sample 1 is 1.0E300");
    arrays.put("x_train", NumericArray.of(Shape.of(2, 2), new float[] {Float.NaN, 1, 2, 3}));
    assertTrainRefused().contains("value 0 of sample 0 is NaN");
  }

  @Test
  void aChannelMayBeBeforeOrAfterThePixels() throws IOException {
    byte[] pixels = bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    for (Shape shape : List.of(Shape.of(2, 3, 2, 1), Shape.of(2, 1, 3, 2))) {
      arrays.put("x_train", NumericArray.of(shape, pixels));
      Dataset train = read(Split.TRAIN);
      assertThat(train.layout()).isEqualTo(new ImageSize(3, 2));
      assertThat(train.values(1)).containsExactly(7, 8, 9, 10, 11, 12);
      assertThat(train.notes()).isEmpty();
    }
  }

  @Test
  void coloursBecomeGrayAndThatIsSaid() throws IOException {
    // Red, green, blue, white.
    byte[] after = bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255);
    byte[] before = bytes(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255);
    arrays.put("y_train", NumericArray.of(Shape.of(1), new byte[1]));
    arrays.put("x_train", NumericArray.of(Shape.of(1, 2, 2, 3), after));
    assertThat(read(Split.TRAIN).values(0)).containsExactly(76, 150, 29, 255);
    arrays.put("x_train", NumericArray.of(Shape.of(1, 3, 2, 2), before));
    assertThat(read(Split.TRAIN).values(0)).containsExactly(76, 150, 29, 255);
    assertThat(read(Split.TRAIN).notes()).hasSize(1).first().asString().contains("gray");
    arrays.put("x_train", NumericArray.of(Shape.of(1, 1, 1, 3), new float[] {1, 0.5f, 0}));
    assertThat(read(Split.TRAIN).values(0)).containsExactly((float) (0.299 + 0.5 * 0.587));
  }

  @Test
  void labelsMayBeAColumnOrFloats() throws IOException {
    arrays.put("y_train", NumericArray.of(Shape.of(2, 1), bytes(1, 0)));
    assertThat(read(Split.TRAIN).label(0)).isEqualTo(1);
    arrays.put("y_train", NumericArray.of(Shape.of(2), new double[] {2, 0}));
    assertThat(read(Split.TRAIN).label(0)).isEqualTo(2);
    arrays.put("y_train", NumericArray.of(Shape.of(2), new double[] {2, 0.5}));
    assertTrainRefused().contains("'y_train'", "label 0.5 of sample 1", "a whole number");
  }

  @Test
  void labelsMayBeOneHot() throws IOException {
    arrays.put(
        "y_train", NumericArray.of(Shape.of(2, 5), new float[] {0, 1, 0, 0, 0, 1, 0, 0, 0, 0}));
    Dataset train = read(Split.TRAIN);
    assertThat(train.label(0)).isEqualTo(1);
    assertThat(train.label(1)).isEqualTo(0);
    assertThat(train.classNames()).hasSize(5);
    assertThat(train.notes()).containsExactly("labels are one-hot, of 5 classes");
    arrays.put("y_train", NumericArray.of(Shape.of(2, 3), bytes(0, 1, 0, 1, 0, 1)));
    assertTrainRefused().contains("'y_train'", "row 1 is not one-hot");
    arrays.put("y_train", NumericArray.of(Shape.of(2, 1, 1), bytes(0, 1)));
    assertTrainRefused().contains("uint8 [2, 1, 1]", "expected labels");
  }

  private Dataset readOnly(Split split, String inputs, String labels) throws IOException {
    NumericArray x = arrays.get("x_" + split.label());
    NumericArray y = arrays.get("y_" + split.label());
    NpzFile.write(file, Map.of(inputs, x, labels, y));
    return Datasets.ofThisMachine().open(file, split);
  }

  @Test
  void manyNamesOfArraysAreKnown() throws IOException {
    assertThat(readOnly(Split.TRAIN, "train_images", "train_labels").label(0)).isEqualTo(1);
    assertThat(readOnly(Split.TEST, "X_test", "Y_test").label(0)).isEqualTo(3);
    for (List<String> names :
        List.of(List.of("X", "y"), List.of("data", "target"), List.of("images", "labels"))) {
      Dataset whole = readOnly(Split.TRAIN, names.get(0), names.get(1));
      assertThat(whole.size()).isEqualTo(2);
      assertThat(whole.notes()).containsExactly("arrays " + names.get(0) + " and " + names.get(1));
    }
    assertRefused(() -> Datasets.ofThisMachine().open(file, Split.TEST))
        .contains("holds only the train split");
  }

  @Test
  void theValidationPartOfMedMnistIsNotReadAndThatIsSaid() throws IOException {
    NumericArray x = arrays.get("x_test");
    NumericArray y = NumericArray.of(Shape.of(1, 1), bytes(1));
    Map<String, NumericArray> parts = new TreeMap<>();
    for (String part : List.of("train", "val", "test")) {
      parts.put(part + "_images", x);
      parts.put(part + "_labels", y);
    }
    NpzFile.write(file, parts);
    assertThat(Datasets.ofThisMachine().open(file, Split.TEST).notes())
        .containsExactly("arrays test_images and test_labels", "not read: val_images, val_labels");
  }

  @Test
  void imagesAndLabelsOfKmnistAreInFilesOfTheirOwn() throws IOException {
    for (String part : List.of("train", "test")) {
      NpzFile.write(
          folder.resolve("k49-" + part + "-imgs.npz"), Map.of("arr_0", arrays.get("x_" + part)));
      NpzFile.write(
          folder.resolve("k49-" + part + "-labels.npz"), Map.of("arr_0", arrays.get("y_" + part)));
    }
    Path images = folder.resolve("k49-train-imgs.npz");
    Dataset train = Datasets.ofThisMachine().open(images, Split.TRAIN);
    assertThat(train.label(0)).isEqualTo(1);
    assertThat(train.notes()).containsExactly("labels from k49-train-labels.npz");
    Dataset test = Datasets.ofThisMachine().open(images, Split.TEST);
    assertThat(test.label(0)).isEqualTo(3);
    assertThat(test.notes())
        .containsExactly(
            "the test split is read from k49-test-imgs.npz", "labels from k49-test-labels.npz");
  }

  @Test
  void arraysMayBeInNpyFiles() throws IOException {
    NpyFile.write(folder.resolve("X_train.npy"), arrays.get("x_train"));
    assertRefused(() -> Datasets.ofThisMachine().open(folder.resolve("X_train.npy"), Split.TRAIN))
        .contains("no labels beside it");
    NpyFile.write(folder.resolve("y_train.npy"), arrays.get("y_train"));
    Dataset train = Datasets.ofThisMachine().open(folder.resolve("X_train.npy"), Split.TRAIN);
    assertThat(train.label(0)).isEqualTo(1);
    NpyFile.write(folder.resolve("y_train.npy"), arrays.get("y_test"));
    assertRefused(() -> Datasets.ofThisMachine().open(folder.resolve("X_train.npy"), Split.TRAIN))
        .contains("2 samples", "1 labels");
  }

  @Test
  void weightsAreCalledWeights() throws IOException {
    Map<String, NumericArray> keras = new TreeMap<>();
    keras.put("arr_0", NumericArray.of(Shape.of(4, 3), new float[12]));
    keras.put("arr_1", NumericArray.of(Shape.of(3), new float[3]));
    NpzFile.write(file, keras);
    assertRefused(() -> Datasets.ofThisMachine().open(file, Split.TRAIN))
        .contains("'arr_0' [4, 3]", "weights of a network, [inputs, outputs] as in Keras");
    keras.put("arr_1", NumericArray.of(Shape.of(4), new float[4]));
    NpzFile.write(file, keras);
    assertRefused(() -> Datasets.ofThisMachine().open(file, Split.TRAIN))
        .contains("[outputs, inputs] as in PyTorch");
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
    assertTrainRefused().contains("2 samples", "3 labels");
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
