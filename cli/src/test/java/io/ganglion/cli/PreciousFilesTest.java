package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.formats.NpzFile;
import io.ganglion.formats.NumericArray;
import io.ganglion.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An option replaces only what it writes itself, and training is not lost when saving fails. */
class PreciousFilesTest extends BadInput {

  private void assertKept(Path file, Object... arguments) throws IOException {
    byte[] before = Files.readAllBytes(file);
    Run run = Run.of(arguments);
    assertRefused(run, file + ": ", "choose another ");
    assertThat(run.err()).as("found before any work").hasLineCount(1);
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void weightsReplaceWeightsOnly() throws IOException {
    Path archive = folder.resolve("mnist.npz");
    NpzFile.write(archive, Map.of("x_train", NumericArray.of(Shape.of(2, 2), new byte[4])));
    Path checkpoint = folder.resolve("run.safetensors");
    assertThat(train("--fresh", "--checkpoint", checkpoint).status()).isZero();
    Path notes = Files.writeString(folder.resolve("notes.json"), "{\"notes\": [1, 2]}");
    Path empty = Files.createFile(folder.resolve("empty.json"));
    for (Path file : List.of(archive, checkpoint, notes)) {
      assertKept(file, "train", "--fresh", "--data", data, "--weights", file);
      assertKept(file, "train", "--data", data, "--weights", file);
      Path other = folder.resolve("other.ckpt");
      assertThat(train("--fresh", "--checkpoint", other).status()).isZero();
      assertKept(
          file, "train", "--data", data, "--weights", file, "--checkpoint", other, "--resume");
    }
    assertThat(
            Run.of("train", "--fresh", "--data", data, "--epochs", 1, "--weights", empty).status())
        .isZero();
  }

  @Test
  void anImageReplacesImagesOnly() throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.png"), "not an image");
    assertKept(notes, "show", "--data", data, "--png", notes);
    assertKept(notes, "test", "--data", data, "--weights", weights, "--png", notes);
    Path image = folder.resolve("image.png");
    for (int round = 0; round < 2; round++) {
      assertThat(Run.of("show", "--data", data, "--png", image).status()).isZero();
    }
  }

  @Test
  void weightsThatCannotBeSavedInTheEndAreSavedInANewFile() throws IOException {
    Path file = folder.resolve("lost.npz");
    Run run =
        Run.with(
            new StopSignal(),
            () -> {
              try {
                Files.createDirectory(file);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return new DataFolder(folder.resolve("fetched"));
            },
            false,
            "train",
            "--fresh",
            "--data",
            data,
            "--epochs",
            1,
            "--weights",
            file);
    assertThat(run.status()).isEqualTo(1);
    Matcher named =
        Pattern.compile("; the weights are saved in (\\S+)").matcher(run.complaints().get(0));
    assertThat(run.complaints().get(0)).startsWith("ganglion: " + file + ": cannot be written: ");
    assertThat(named.find()).as(run.err()).isTrue();
    Path rescued = Path.of(named.group(1));
    assertThat(rescued.getParent()).isEqualTo(folder);
    assertThat(Run.of("test", "--data", data, "--weights", rescued).status()).isZero();
  }
}
