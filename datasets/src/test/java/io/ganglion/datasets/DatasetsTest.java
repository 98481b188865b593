package io.ganglion.datasets;

import static io.ganglion.datasets.Refusal.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.datasets.fetch.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetsTest {
  @TempDir private Path folder;

  private Datasets datasets() {
    return Datasets.in(new DataFolder(folder));
  }

  @ParameterizedTest
  @EnumSource
  void digitsNeedNoFile(Split split) throws IOException {
    Dataset digits = datasets().open("digits", split, 20);
    assertThat(digits.size()).isEqualTo(20);
    assertThat(digits.height()).isEqualTo(28);
    assertThat(digits.classNames()).hasSize(10);
    for (int i = 0; i < digits.size(); i++) {
      assertThat(digits.image(i).pixels()).contains((byte) 0).contains((byte) 255);
    }
  }

  @Test
  void digitsForTestingAreNotThoseForTraining() {
    assertThat(Datasets.digits(Split.TEST, 1).image(0).pixels())
        .isNotEqualTo(Datasets.digits(Split.TRAIN, 1).image(0).pixels());
  }

  @Test
  void fewerDigitsAreTheFirstOfMore() {
    Dataset more = Datasets.digits(Split.TRAIN, 30);
    Dataset fewer = Datasets.digits(Split.TRAIN, 7);
    for (int i = 0; i < fewer.size(); i++) {
      assertThat(fewer.image(i).pixels()).isEqualTo(more.image(i).pixels());
      assertThat(fewer.label(i)).isEqualTo(more.label(i));
    }
  }

  @Test
  void theErrorForADatasetThatWasNotFetchedNamesTheCommandThatFetchesIt() {
    assertRefused(() -> datasets().open("fashion-mnist", Split.TRAIN))
        .startsWith("fashion-mnist: ")
        .contains(folder.toString(), "ganglion data fetch fashion-mnist");
  }

  @Test
  void aFetchedDatasetIsOpenedByItsNameWithItsClassNames() throws IOException {
    Path fetched = Files.createDirectory(folder.resolve("fashion-mnist"));
    IdxContent.writeGzippedFolder(fetched);
    Dataset dataset = datasets().open("fashion-mnist", Split.TRAIN);
    assertThat(dataset.name()).isEqualTo("fashion-mnist");
    assertThat(dataset.classNames()).hasSize(10).startsWith("T-shirt/top", "Trouser");
  }

  @Test
  void theErrorForAMissingPathListsWhatIsExpected() {
    Path nowhere = folder.resolve("mnist.npy");
    assertRefused(() -> datasets().open(nowhere.toString(), Split.TRAIN))
        .startsWith(nowhere + ": no such file or folder")
        .contains("IDX", ".npz", ".csv", "image folders", "digits", "fashion-mnist");
    assertRefused(() -> datasets().open("a\0b", Split.TRAIN)).contains("is not a path");
    assertRefused(() -> datasets().open("./mnist", Split.TRAIN)).contains("no such file");
  }

  @Test
  void theErrorForAFileOfAnotherKindListsWhatIsExpected() throws IOException {
    Path file = Files.writeString(folder.resolve("data.txt"), "text");
    assertRefused(() -> datasets().open(file, Split.TRAIN))
        .startsWith(file + ": ")
        .contains(".npz", ".csv");
  }

  @Test
  void theErrorForOneIdxFileOfFourPointsToItsFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("train-images-idx3-ubyte.gz"), "x");
    assertRefused(() -> datasets().open(file, Split.TRAIN)).contains("folder");
  }

  @Test
  void theErrorForAFolderWithoutADatasetSaysWhatIsExpected() {
    assertRefused(() -> datasets().open(folder, Split.TRAIN))
        .startsWith(folder + ": ")
        .contains("train-images-idx3-ubyte.gz", "pictures");
  }

  @Test
  void idxFilesTakePrecedenceOverOtherFiles() throws IOException {
    IdxContent.writeFolder(folder);
    Files.writeString(folder.resolve("mnist.npz"), "not looked at");
    assertThat(datasets().open(folder, Split.TRAIN).size()).isEqualTo(3);
  }

  @Test
  void allOfMnistIsTheSameFromEveryFile() throws IOException {
    String given = System.getProperty("ganglion.mnist", System.getenv("GANGLION_MNIST"));
    assumeTrue(
        given != null && !given.isEmpty(),
        "needs MNIST: set the system property ganglion.mnist to its folder");
    Dataset idx = datasets().open(given, Split.TRAIN);
    assertThat(idx.size()).isEqualTo(60_000);
    assertThat(idx.classNames()).hasSize(10);
    assertThat(idx.label(0)).isEqualTo(5);
    Path archive = Path.of(given, "mnist.npz");
    assumeTrue(Files.isRegularFile(archive), "needs mnist.npz beside the IDX files");
    Dataset npz = datasets().open(archive, Split.TRAIN);
    assertThat(npz.size()).isEqualTo(60_000);
    for (int i = 0; i < npz.size(); i += 997) {
      assertThat(npz.image(i).pixels()).isEqualTo(idx.image(i).pixels());
      assertThat(npz.label(i)).isEqualTo(idx.label(i));
    }
  }
}
