package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that cannot be written, or should not be. */
class BadOutputTest extends BadInput {

  @Test
  void folderThatDoesNotExist() {
    Path file = folder.resolve("absent").resolve("weights.json");

    Run run = Run.of("train", "--data", data, "--weights", file);

    assertRefused(run, file, "does not exist");
    assertThat(run.err()).as("found before training").hasLineCount(1);
    assertThat(file.getParent()).doesNotExist();
  }

  @Test
  void folderThatCannotBeWrittenTo() {
    Path proc = Path.of("/proc");
    assumeTrue(Files.isDirectory(proc), "there is no /proc here, which even root cannot write to");

    Run run = Run.of("train", "--data", data, "--weights", proc.resolve("weights.json"));

    assertRefused(run, "/proc/weights.json", "no file can be created");
    assertThat(run.err()).as("found before training").hasLineCount(1);
  }

  @Test
  void aFolderInPlaceOfTheWeights() throws IOException {
    Path file = Files.createDirectory(folder.resolve("folder.json"));

    assertRefused(Run.of("train", "--data", data, "--weights", file), file, "folder");
    assertRefused(Run.of("test", "--data", data, "--weights", file), file, "folder");
  }

  @Test
  void imageThatCannotBeWritten() {
    Path png = folder.resolve("absent").resolve("grid.png");

    Run run = Run.of("show", "--data", data, "--png", png);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints()).singleElement().asString().contains(png.toString(), "create it");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void imageThatWouldReplaceTheWeights() throws IOException {
    Run test = Run.of("test", "--data", data, "--weights", weights, "--png", weights);
    Run show = Run.of("show", "--data", data, "--png", weights);
    for (Run run : List.of(test, show)) {
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.complaints())
          .singleElement()
          .asString()
          .contains(weights + ": expected a file name ending in .png");
    }
    assertWeightsUntouched();
  }
}
