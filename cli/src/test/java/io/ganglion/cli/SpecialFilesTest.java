package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Pipes that nobody writes to, devices and links, in place of files: refused before any work. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such files")
class SpecialFilesTest extends BadInput {

  private Path pipe(String name) throws IOException {
    Path pipe = folder.resolve(name);
    try {
      assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no mkfifo");
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return pipe;
  }

  private Path link(String name, String to) throws IOException {
    return Files.createSymbolicLink(folder.resolve(name), Path.of(to));
  }

  @Test
  void noCommandWaitsForAPipeOrADevice() throws IOException {
    for (String ending : List.of(".json", ".npz", ".safetensors")) {
      Path link = link("device" + ending, "/dev/zero");
      for (Path file : List.of(pipe("pipe" + ending), link)) {
        for (Run run :
            List.of(
                Run.of("train", "--data", data, "--weights", file),
                Run.of("test", "--data", data, "--weights", file),
                Run.of("predict", "--weights", file, "a.png"),
                Run.of("summary", "--weights", file))) {
          assertRefused(run, file, "pipe");
        }
      }
    }
    for (Path file : List.of(pipe("data.csv"), pipe("data.npz"), link("zero.csv", "/dev/zero"))) {
      for (Run run :
          List.of(
              train("--data", file),
              Run.of("test", "--data", file, "--weights", weights),
              Run.of("show", "--data", file),
              Run.of("data", "info", "--data", file),
              Run.of("summary", "--data", file))) {
        assertRefused(run, file, "pipe");
      }
    }
    Path image = pipe("image.png");
    assertRefused(Run.of("predict", "--weights", weights, "--data", data, image), image);
    Path checkpoint = pipe("run.ckpt");
    assertRefused(train("--checkpoint", checkpoint, "--resume"), checkpoint, "pipe");
    Path history = pipe("history.csv");
    assertRefused(train("--history", history), history, "pipe");
    assertWeightsUntouched();
  }

  /** Every option that names an output, with a name of its extension. */
  private List<Run> outputs(String name) {
    List<Run> runs = new ArrayList<>();
    runs.add(
        Run.of(
            "train",
            "--fresh",
            "--epochs",
            2,
            "--data",
            data,
            "--weights",
            folder.resolve(name + ".json")));
    runs.add(train("--fresh", "--checkpoint", folder.resolve(name + ".ckpt")));
    runs.add(train("--fresh", "--history", folder.resolve(name + ".csv")));
    runs.add(Run.of("show", "--data", data, "--png", folder.resolve(name + ".png")));
    runs.add(
        Run.of(
            "test", "--data", data, "--weights", weights, "--png", folder.resolve(name + ".png")));
    return runs;
  }

  private void assertRefusedBeforeAnyWork(String name) throws IOException {
    for (Run run : outputs(name)) {
      assertRefused(run, name + ".", "choose another --");
      assertThat(run.err()).as("found before any work").hasLineCount(1);
    }
    assertWeightsUntouched();
  }

  @Test
  void whatCannotBeSavedIsFoundBeforeAnyWork() throws IOException {
    for (String ending : List.of(".json", ".ckpt", ".csv", ".png")) {
      link("one" + ending, "two" + ending);
      link("two" + ending, "one" + ending);
      link("astray" + ending, "absent/file" + ending);
      link("null" + ending, "/dev/null");
      link("full" + ending, "/dev/full");
      pipe("pipe" + ending);
      link("piped" + ending, "pipe" + ending);
      Files.createDirectory(folder.resolve("folder" + ending));
      link("proc" + ending, "/proc/file" + ending);
    }
    for (String name :
        List.of("one", "astray", "null", "full", "pipe", "piped", "folder", "proc")) {
      assertRefusedBeforeAnyWork(name);
    }
    assertRefusedBeforeAnyWork("n".repeat(255));
  }

  @Test
  void theLongestNamesAreWritten() {
    for (Run run : outputs("n".repeat(250))) {
      assertThat(run.status()).as(run.err()).isZero();
    }
  }

  @Test
  void linksStayLinksAndTheirTargetsAreWritten() throws IOException {
    for (String ending : List.of(".json", ".ckpt", ".csv", ".png")) {
      link("link" + ending, "target" + ending);
    }
    for (int round = 0; round < 2; round++) {
      for (Run run : outputs("link")) {
        assertThat(run.status()).as(run.err()).isZero();
      }
    }
    for (String ending : List.of(".json", ".ckpt", ".csv", ".png")) {
      assertThat(folder.resolve("link" + ending)).isSymbolicLink();
      assertThat(folder.resolve("target" + ending)).isRegularFile().isNotEmptyFile();
    }
  }
}
