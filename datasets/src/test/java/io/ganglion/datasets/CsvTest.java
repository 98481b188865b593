package io.ganglion.datasets;

import static io.ganglion.datasets.IdxContent.bytes;
import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    assertThat(dataset.layout()).isEqualTo(new ImageSize(2, 2));
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

  @ParameterizedTest
  @ValueSource(strings = {"?", "NA", "nan", ""})
  void aMissingValueIsRefusedWithTheWayOut(String missing) {
    assertRefused(() -> read("a,b,label\n1,2,0\n3," + missing + ",1\n"))
        .contains("line 3, field 2", "expected a number: fill in what is missing, or remove the");
  }

  @Test
  void dataWithoutAHeaderMayBeNamedSo() throws IOException {
    Files.writeString(
        folder.resolve("iris.data"), "5.1,3.5,Iris-setosa\n6.0,2.2,Iris-versicolor\n");
    Dataset iris = Datasets.ofThisMachine().open(folder.resolve("iris.data"), Split.TRAIN);
    assertThat(iris.classNames()).containsExactly("Iris-setosa", "Iris-versicolor");
    assertThat(iris.size()).isEqualTo(2);
  }

  @Test
  void numbersAreClassesThatCountFromOneUnlessOneIsZero() throws IOException {
    Files.writeString(folder.resolve("x_train.csv"), "label,a\n1,5\n2,6\n10,7\n");
    Files.writeString(folder.resolve("x_test.csv"), "label,a\n2,6\n9,7\n");
    Dataset train = Datasets.ofThisMachine().open(folder.resolve("x_train.csv"), Split.TRAIN);
    assertThat(train.classNames()).hasSize(10).startsWith("1", "2").endsWith("10");
    Dataset test = Datasets.ofThisMachine().open(folder.resolve("x_train.csv"), Split.TEST);
    Dataset matched = test.matching(train.classNames());
    assertThat(matched.label(0)).isEqualTo(1);
    assertThat(matched.label(1)).isEqualTo(8);
  }

  @Test
  void withoutAHeaderTheLabelIsTheColumnThatVaries() throws IOException {
    assertThat(read("3,0,9,9,0\n0,0,9,9,0\n").label(0)).isEqualTo(3);
    assertThat(read("0,9,9,0,3\n0,9,9,0,0\n").label(0)).isEqualTo(3);
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
  void namesOtherThanThoseOfPixelsMakeColumns() throws IOException {
    assertThat(read("label,a,b,c\n1,2,3,4\n").layout())
        .isEqualTo(new Columns(List.of("a", "b", "c")));
    assertThat(read("x1,x2,x3,x4,label\n1,2,3,4,0\n").layout())
        .isEqualTo(new Columns(List.of("x1", "x2", "x3", "x4")));
    assertThat(read("label,1x1,1x2,2x1,2x2\n1,2,3,4,5\n").layout()).isEqualTo(new ImageSize(2, 2));
    assertThat(read("1,5,5,5,5\n0,5,5,5,5\n").layout()).isEqualTo(Columns.numbered(4));
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
  void valuesMayBeAnyNumbers() throws IOException {
    assertThat(read("label,a,b\n1,2,256\n").values(0)).containsExactly(2, 256);
    assertThat(read("label,a,b\n1,-2,0.5\n").values(0)).containsExactly(-2, 0.5);
    assertThat(read("label,a,b\n1.0,255.0,1e2\n").values(0)).containsExactly(255, 100);
    assertThat(read("1.0,2,3\n0.0,2,3\n").label(0)).isEqualTo(1);
  }

  @Test
  void aFieldThatIsNotANumberIsRefusedWithItsPlace() {
    assertTextRefused("label,a,b\n1,2,3\n1,x,3\n").contains("line 3, field 2 is 'x'", "a number");
    assertTextRefused("label,a,b\n1,,3\n").contains("line 2, field 2 is empty");
    assertTextRefused("label,a,b\n1,NaN,3\n").contains("line 2, field 2 is 'NaN'");
    assertTextRefused("label,a,b\n1,1e39,3\n").contains("line 2, field 2 is '1e39'");
    assertTextRefused("label;a;b\n1;2,5;3\n").contains("'2,5'", "with a decimal point");
    assertTextRefused("label,a,b\n1,\"1,200\",3\n")
        .contains("'1,200'", "without commas between thousands");
    assertTextRefused("label,a,b\ncat,red,3\n").contains("line 2, field 2 is 'red'");
    assertTextRefused("label,a,b\n1.5,2,3\n").contains("line 2, field 1 is the label 1.5");
  }

  @Test
  void aFirstLineWithoutNamesIsNotAHeader() {
    assertTextRefused("1,,3\n0,2,3\n").contains("line 1, field 2 is empty");
    assertTextRefused("1,?,3\n0,2,3\n").contains("line 1, field 2 is '?'");
  }

  @Test
  void aRecordOfADifferentLengthIsRefused() {
    assertTextRefused("label,a,b\n1,2,3\n1,2\n").contains("line 3 has 2 fields", "expected 3");
    assertTextRefused("label,a,b\n1,2,3,4\n").contains("line 2 has 4 fields");
  }

  @Test
  void aLabelThatWouldNeedAHugeTargetIsRefused() {
    assertTextRefused("label,a\n2147483648,1\n").contains("label 2147483648", "below 65536");
    assertTextRefused("label,a\n65536,1\n").contains("label 65536");
    assertTextRefused("label,a\n-1,1\n").contains("label -1");
  }

  @Test
  void aFileWithoutImagesIsRefused() {
    assertTextRefused("").contains("is empty");
    assertTextRefused("label,a,b\n").contains("no samples");
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
  void theTestSplitIsBesideTheFileAndWhatIsNamedIsLearnt() throws IOException {
    Path train = Files.writeString(folder.resolve("x_train.csv"), "label,a\n1,10\n");
    Path test = Files.writeString(folder.resolve("x_test.csv"), "label,a\n1,20\n");
    Datasets datasets = Datasets.ofThisMachine();
    assertThat(datasets.open(train, Split.TRAIN).values(0)).containsExactly(10);
    assertThat(datasets.open(train, Split.TEST).values(0)).containsExactly(20);
    assertThat(datasets.open(train, Split.TEST).notes())
        .containsExactly("the test split is read from x_test.csv");
    assertThat(datasets.open(test, Split.TEST).values(0)).containsExactly(20);
    assertThat(datasets.open(test, Split.TEST).notes()).isEmpty();
    assertThat(datasets.open(test, Split.TRAIN).values(0)).containsExactly(20);
    assertThat(datasets.open(test, Split.TRAIN).notes())
        .containsExactly("read for training, as named, although its name says test: x_test.csv");
  }

  @Test
  void aMissingSplitIsNamed() throws IOException {
    Path latest = Files.writeString(folder.resolve("latest.csv"), "label,a\n1,10\n");
    assertRefused(() -> Datasets.ofThisMachine().open(latest, Split.TEST))
        .startsWith(latest + ": holds only the train split")
        .contains("data_test.csv");
    Path train = Files.writeString(folder.resolve("x-Train.csv"), "label,a\n1,10\n");
    assertRefused(() -> Datasets.ofThisMachine().open(train, Split.TEST)).contains("x-Test.csv");
  }

  @Test
  void semicolonsAndTabsAreRecognised() throws IOException {
    Dataset semicolons = read("label;a;b\n1;2;3\n");
    assertThat(semicolons.values(0)).containsExactly(2, 3);
    assertThat(semicolons.notes()).containsExactly("fields are separated by semicolons");
    Dataset tabs = read("label\t\"a;,\"\tb\n1\t2\t3\n");
    assertThat(tabs.layout()).isEqualTo(new Columns(List.of("a;,", "b")));
    assertThat(tabs.notes()).containsExactly("fields are separated by tabs");
    Path tsv = Files.writeString(folder.resolve("data.tsv"), "label\ta\n1\t2\n");
    assertThat(Datasets.ofThisMachine().open(tsv, Split.TRAIN).values(0)).containsExactly(2);
  }

  @Test
  void gzippedFilesGiveTheSame() throws IOException {
    byte[] text = "label,a,b\n1,2,3\n".getBytes(StandardCharsets.UTF_8);
    Path file = Files.write(folder.resolve("data.csv.gz"), IdxContent.gzip(text));
    assertThat(Datasets.ofThisMachine().open(file, Split.TRAIN).values(0)).containsExactly(2, 3);
    byte[] whole = IdxContent.gzip(text);
    Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length - 12));
    assertRefused(() -> Datasets.ofThisMachine().open(cut, Split.TRAIN))
        .startsWith(cut + ": ")
        .contains("gzip");
  }

  @Test
  void utf16IsReadByItsMark() throws IOException {
    String text = "label,é\n1,2\n";
    for (Charset charset : List.of(StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      Path file = folder.resolve("data.csv");
      Files.write(file, ("\uFEFF" + text).getBytes(charset));
      Dataset dataset = Datasets.ofThisMachine().open(file, Split.TRAIN);
      assertThat(dataset.layout()).isEqualTo(new Columns(List.of("é")));
      Files.write(file, text.getBytes(charset));
      assertRefused(() -> Datasets.ofThisMachine().open(file, Split.TRAIN)).contains("UTF-8");
    }
  }

  @Test
  void theIndexOfPandasIsIgnored() throws IOException {
    Dataset index = read(",a,b,label\n0,7,8,1\n1,7,9,0\n");
    assertThat(index.values(1)).containsExactly(7, 9);
    assertThat(index.layout()).isEqualTo(new Columns(List.of("a", "b")));
    assertThat(index.notes()).containsExactly("column 1 numbers the rows: ignored");
    assertThat(read(",a,b,label\n17,7,8,1\n3,7,9,0\n").values(0)).containsExactly(7, 8);
    assertThat(read("Id,a,label\n1,7,1\n2,7,0\n").values(0)).containsExactly(7);
    assertThat(read("id,a,label\n0.5,7,1\n0.7,7,0\n").values(0)).containsExactly(0.5, 7);
  }

  @Test
  void withoutAHeaderAFirstColumnThatCountsIsTheIndex() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append(i).append(',').append(i % 2).append(",1,200,0\n");
    }
    Dataset dataset = read(text.toString());
    assertThat(dataset.label(1)).isEqualTo(1);
    assertThat(dataset.values(1)).containsExactly(1, 200, 0);
    assertThat(dataset.notes()).containsExactly("column 1 numbers the rows: ignored");
  }

  @Test
  void aFirstColumnThatCountsIsTheLabelIfNoOtherIs() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append(i).append(",0,255,0\n");
    }
    assertThat(read(text.toString()).label(59)).isEqualTo(59);
  }

  @Test
  void aHeaderOfNumbersIsNoSample() throws IOException {
    Dataset plain = read("0,1,2,3,4\n5,6,7,8,0\n5,6,7,8,1\n");
    assertThat(plain.size()).isEqualTo(2);
    assertThat(plain.values(0)).containsExactly(5, 6, 7, 8);
    assertThat(plain.notes())
        .containsExactly(
            "line 1 is a header: its numbers count the columns", "column 5, '4', is the label");
    Dataset index = read(",0,1,2\n0,7,8,1\n1,7,9,0\n");
    assertThat(index.size()).isEqualTo(2);
    assertThat(index.values(1)).containsExactly(7, 9);
    assertThat(read("label,0,1\n1,2,3\n").size()).isEqualTo(1);
    assertThat(read("species,0,1\ncat,2,3\n").size()).isEqualTo(1);
  }

  /** As pandas writes pixels and a label that were numbered by themselves. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,2,3,4,5,6,7,8,9,0\n0,0,0,0,9,9,0,0,0,3\n0,0,0,0,8,9,0,0,0,1\n",
        "0,1,2,3,4,5,6,7,8,0\n0,0,0,0,9,9,0,0,0,3\n0,0,0,0,8,9,0,0,0,1\n",
        "0,0,1,2,3,4,5,6,7,8\n3,0,0,0,0,9,9,0,0,0\n1,0,0,0,0,8,9,0,0,0\n",
        "9,0,1,2,3,4,5,6,7,8\n3,0,0,0,0,9,9,0,0,0\n1,0,0,0,0,8,9,0,0,0\n",
      })
  void theLabelStandsBesideNumbersThatCountThePixels(String text) throws IOException {
    Dataset dataset = read(text);
    assertThat(dataset.size()).isEqualTo(2);
    assertThat(dataset.classNames().get(dataset.label(0))).isEqualTo("3");
    assertThat(dataset.classNames().get(dataset.label(1))).isEqualTo("1");
    assertThat(dataset.values(0)).containsExactly(0, 0, 0, 0, 9, 9, 0, 0, 0);
  }

  @Test
  void labelsMayBeNames() throws IOException {
    Dataset named = read("species,a\nowl,1\ncat,2\nowl,3\n");
    assertThat(named.classNames()).containsExactly("cat", "owl");
    assertThat(named.label(0)).isEqualTo(1);
    assertThat(named.label(1)).isEqualTo(0);
    Dataset unnamed = read("5.1,3.5,setosa\n4.9,3.0,virginica\n");
    assertThat(unnamed.size()).isEqualTo(2);
    assertThat(unnamed.classNames()).containsExactly("setosa", "virginica");
    assertThat(unnamed.values(0)).containsExactly(5.1f, 3.5f);
    assertTextRefused("species,a\nowl,1\n,2\n").contains("a label is empty");
  }

  @Test
  void namesOfClassesAreThoseOfBothSplits() throws IOException {
    Path train = Files.writeString(folder.resolve("train.csv"), "label,a\nowl,1\ncat,2\ndog,2\n");
    Files.writeString(folder.resolve("test.csv"), "label,a\nowl,1\nyak,1\n");
    Dataset test = Datasets.ofThisMachine().open(train, Split.TEST);
    assertThat(test.classNames()).containsExactly("cat", "dog", "owl", "yak");
    assertThat(test.label(0)).isEqualTo(2);
    assertThat(test.label(1)).isEqualTo(3);
    assertThat(Datasets.ofThisMachine().open(train, Split.TRAIN).classNames())
        .isEqualTo(test.classNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {"label", "class", "target", "y", "digit", "species", "Labels"})
  void aLabelHasManyNames(String name) throws IOException {
    Dataset dataset = read("a," + name + ",b\n7,1,7\n");
    assertThat(dataset.values(0)).containsExactly(7, 7);
    assertThat(dataset.label(0)).isEqualTo(1);
  }

  @Test
  void aCertainNameOfTheLabelGoesBeforeAnother() throws IOException {
    assertThat(read("x,y,class\n7,8,1\n").values(0)).containsExactly(7, 8);
  }

  @Test
  void aFileWithoutALabelIsRefused() {
    assertTextRefused("pixel0,pixel1\n1,2\n").contains("has no label", "'label'");
  }

  @Test
  void picturesOfEmnistAreTurnedUpright() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("emnist-letters-train.csv"), "label,1x1,1x2,2x1,2x2\n1,1,2,3,4\n");
    Dataset dataset = Datasets.ofThisMachine().open(file, Split.TRAIN);
    assertThat(dataset.values(0)).containsExactly(1, 3, 2, 4);
    assertThat(dataset.notes()).hasSize(1).first().asString().contains("EMNIST", "upright");
  }

  @Test
  void aQuantityIsNotTakenForClasses() {
    assertTextRefused("rooms,price\n3.5,133100\n4,99000\n")
        .contains(
            "line 2, field 2 is the label 133100", "'price' looks like a quantity, not classes")
        .endsWith("or name the column of the classes 'label' in a header line");
    assertTextRefused("rooms,target\n3,1\n4,2.5\n")
        .contains("line 3, field 2 is the label 2.5", "'target' looks like a quantity")
        .endsWith("such as low and high");
    assertTextRefused("label,a\n-1,2\n").contains("label -1").doesNotContain("quantity");
  }
}
