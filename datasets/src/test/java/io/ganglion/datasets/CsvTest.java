package io.ganglion.datasets;

import static io.ganglion.datasets.IdxContent.bytes;
import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
  @TempDir private Path folder;

  private Dataset read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), text);
    return Datasets.ofThisMachine().open(file, Split.TRAIN);
  }

  private AbstractStringAssert<?> assertTextRefused(String text) {
    return assertRefused(() -> read(text)).startsWith(folder.resolve("data.csv") + ": ");
  }

  @Test
  void theKaggleLayoutIsRead() throws IOException {
    Dataset dataset = read("label,pixel0,pixel1,pixel2,pixel3\n1,0,51,102,255\n0,9,8,7,6\n");
    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.layout()).isEqualTo(Columns.numbered(4));
    assertThat(IdxContent.raw(dataset, 0)).containsExactly(bytes(0, 51, 102, 255));
    assertThat(dataset.label(0)).isEqualTo(1);
    assertThat(dataset.classNames()).containsExactly("0", "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b,c,d,class\n1,2,3,4,7\n", "\"a\",\"b\",\"Label\",\"c\",\"d\"\r\n1,2,\"7\",3,4\r\n",
        "\uFEFFlabel,a,b,c,d\n7,1,2,3,4", " Class ,a,b,c,d\n 7 , 1,2,3,4\n\n"
      })
  void aHeaderNamesTheLabelInAnyColumn(String text) throws IOException {
    Dataset dataset = read(text);
    assertThat(dataset.label(0)).isEqualTo(7);
    assertThat(IdxContent.raw(dataset, 0)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void withoutAHeaderTheLabelIsTheColumnThatVaries() throws IOException {
    assertThat(read("3,0,9,9,0\n1,0,9,9,0\n").label(0)).isEqualTo(3);
    assertThat(read("0,9,9,0,3\n0,9,9,0,1\n").label(0)).isEqualTo(3);
  }

  @Test
  void withoutAHeaderTheLabelIsTheColumnThatUsesEveryClass() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append(i % 3).append(",1,2,3,").append(i % 2 * 200).append('\n');
    }
    assertThat(read(text.toString()).classNames()).containsExactly("0", "1", "2");
  }

  @Test
  void withoutAHeaderALabelThatCouldBeEitherColumnIsNotGuessed() {
    assertTextRefused("1,5,5,5,0\n0,5,5,5,1\n").contains("could both be the label", "header");
    assertTextRefused("1,5,5,5,0\n").contains("could both be the label");
  }

  @Test
  void pixelsThatDoNotMakeASquareAreOneRow() throws IOException {
    Dataset dataset = read("label,a,b,c\n1,2,3,4\n");
    assertThat(dataset.height()).isEqualTo(1);
    assertThat(dataset.width()).isEqualTo(3);
  }

  @Test
  void pixelsAreArrangedInAGivenSize() throws IOException {
    Path file = Files.writeString(folder.resolve("data.csv"), "label,a,b,c,d,e,f\n1,2,3,4,5,6,7\n");
    Datasets datasets = Datasets.ofThisMachine();
    Dataset dataset = datasets.withImageSize(new ImageSize(2, 3)).open(file, Split.TRAIN);
    assertThat(dataset.height()).isEqualTo(2);
    assertThat(dataset.width()).isEqualTo(3);
    assertRefused(() -> datasets.withImageSize(new ImageSize(2, 2)).open(file, Split.TRAIN))
        .contains("6 pixels", "expected 4 for images of 2×2");
  }

  @Test
  void aPixelBeyondAByteIsRefusedWithItsPlace() {
    assertTextRefused("label,a,b\n1,2,256\n").contains("line 2, field 3", "256", "0 to 255");
    assertTextRefused("label,a,b\n1,-2,5\n").contains("line 2, field 2", "-2");
  }

  @Test
  void aFieldThatIsNotANumberIsRefusedWithItsPlace() {
    assertTextRefused("label,a,b\n1,2,3\n1,2.5,3\n").contains("line 3, field 2", "'2.5'");
    assertTextRefused("label,a,b\ncat,2,3\n").contains("line 2, field 1", "'cat'");
  }

  @Test
  void aFirstLineWithoutNamesIsNotAHeader() {
    assertTextRefused("1,,3\n0,2,3\n").contains("line 1, field 2", "''");
    assertTextRefused("1,2.5,3\n0,2,3\n").contains("line 1, field 2", "'2.5'");
    assertTextRefused("1.0,2,3\n0.0,2,3\n").contains("line 1, field 1", "'1.0'");
  }

  @Test
  void aRecordOfADifferentLengthIsRefused() {
    assertTextRefused("label,a,b\n1,2,3\n1,2\n").contains("line 3 has 2 fields", "expected 3");
    assertTextRefused("label,a,b\n1,2,3,4\n").contains("line 2 has 4 fields");
  }

  @Test
  void aLabelThatWouldNeedAHugeTargetIsRefused() {
    assertTextRefused("label,a\n2147483648,1\n").contains("label 2147483648", "0 to 65535");
    assertTextRefused("label,a\n65536,1\n").contains("label 65536");
    assertTextRefused("label,a\n-1,1\n").contains("label -1");
  }

  @Test
  void aFileWithoutImagesIsRefused() {
    assertTextRefused("").contains("is empty");
    assertTextRefused("label,a,b\n").contains("no images");
    assertTextRefused("7\n").contains("one field");
  }

  @Test
  void anEndlessQuoteIsRefused() {
    assertTextRefused("label,a\n1,\"" + "1".repeat(1_000_000)).contains("not readable as CSV");
  }

  @Test
  void twoLabelColumnsAreRefused() {
    assertTextRefused("label,a,class\n1,2,3\n").contains("columns 1 and 3");
  }

  @Test
  void theOtherSplitIsBesideTheFile() throws IOException {
    Path train = Files.writeString(folder.resolve("x_train.csv"), "label,a\n1,10\n");
    Path test = Files.writeString(folder.resolve("x_test.csv"), "label,a\n1,20\n");
    Datasets datasets = Datasets.ofThisMachine();
    assertThat(IdxContent.raw(datasets.open(train, Split.TRAIN), 0)).containsExactly(10);
    assertThat(IdxContent.raw(datasets.open(train, Split.TEST), 0)).containsExactly(20);
    assertThat(IdxContent.raw(datasets.open(test, Split.TEST), 0)).containsExactly(20);
    assertThat(IdxContent.raw(datasets.open(test, Split.TRAIN), 0)).containsExactly(10);
  }

  @Test
  void aMissingSplitIsNamed() throws IOException {
    Path latest = Files.writeString(folder.resolve("latest.csv"), "label,a\n1,10\n");
    assertRefused(() -> Datasets.ofThisMachine().open(latest, Split.TEST))
        .startsWith(latest + ": holds only the train split")
        .contains("data_test.csv");
    Path test = Files.writeString(folder.resolve("x-test.csv"), "label,a\n1,10\n");
    assertRefused(() -> Datasets.ofThisMachine().open(test, Split.TRAIN)).contains("x-train.csv");
  }
}
