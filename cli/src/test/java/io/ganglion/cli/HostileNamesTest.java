package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.terminal.Terminal;
import io.ganglion.formats.CheckpointFile;
import io.ganglion.formats.NpzFile;
import io.ganglion.formats.NumericArray;
import io.ganglion.formats.SafetensorsFile;
import io.ganglion.tensor.Shape;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of folders, and so of classes and files, are shown but cannot control the terminal. */
class HostileNamesTest {

  /** Would clear a terminal and end a line. */
  private static final String NAME = "a\u001b[2J\nb";

  private static final String SHOWN = "a?[2J?b";

  @TempDir private Path folder;

  private Path picture(String name) throws IOException {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(12, 4, 4, 20);
    graphics.dispose();
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  private static void assertShown(Run run) {
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains(SHOWN);
    assertThat(run.out() + run.err()).doesNotContain("\u001b", "[2J\nb");
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its file systems have no such names")
  void aNameCannotControlTheTerminal() throws IOException {
    Path file = picture("data/" + NAME + "/1.png");
    Path data = folder.resolve("data");
    Path weights = folder.resolve("weights.json");
    picture("data/other/1.png");

    Run train = Run.of("train", "--data", data, "--weights", weights, "--epochs", 1);
    assertThat(train.status()).as(train.err()).isZero();
    assertShown(Run.of("data", "info", "--split", "train", "--data", data));
    assertShown(Run.of("show", "--split", "train", "--data", data));
    assertShown(
        Run.of("test", "--split", "train", "--data", data, "--weights", weights, "--images", 0));
    assertShown(Run.of("predict", "--data", data, "--weights", weights, file, file));
    assertThat(Run.of("show", "--data", folder.resolve(NAME)).complaints())
        .singleElement()
        .asString()
        .contains("a?[2J b: no such file");
  }

  /** Texts of files that commands quote when they refuse them, and the stack traces of that. */
  @Test
  void aTextOfAFileCannotControlTheTerminal() throws IOException {
    String hostile = "\u001b[2J\r\u0007\u202e\u009b\u2028\n";
    Path described = folder.resolve("described.safetensors");
    SafetensorsFile.write(
        described,
        Map.of(hostile, NumericArray.of(Shape.of(1), new float[1])),
        Map.of("ganglion.network", "input 3, " + hostile));
    Path archive = folder.resolve("archive.npz");
    NpzFile.write(
        archive,
        Map.of(hostile, NumericArray.of(Shape.of(1), new float[1])),
        Map.of("ganglion.network", "input 3, " + hostile));
    Path json = Files.writeString(folder.resolve("text.json"), "[[\"" + hostile + "\"]]");
    Path csv = Files.writeString(folder.resolve("data.csv"), "1,2\n" + hostile + ",2\n");
    Path history = Files.writeString(folder.resolve("history.csv"), hostile);
    Path data = Idx.write(folder.resolve("idx"), 4, 2, 20);
    Path weights = folder.resolve("weights.json");
    Path checkpoint = folder.resolve("run.ckpt");
    Object[] training = {
      "train", "--data", data, "--epochs", 1, "--weights", weights, "--checkpoint", checkpoint
    };
    assertThat(Run.of(training).status()).isZero();
    CheckpointFile sound = CheckpointFile.read(checkpoint);
    Map<String, String> settings = new LinkedHashMap<>(sound.entries());
    settings.put("setting." + hostile, hostile);
    settings.put("setting.seed", hostile);
    CheckpointFile.write(checkpoint, sound.arrays(), settings);

    List<Run> runs = new ArrayList<>();
    for (Path file : List.of(described, archive, json)) {
      runs.add(Run.of("test", "--stacktrace", "--data", data, "--weights", file));
      runs.add(Run.of("predict", "--stacktrace", "--weights", file, "a.png"));
      runs.add(Run.of("summary", "--stacktrace", "--weights", file));
      runs.add(Run.of("train", "--stacktrace", "--data", data, "--weights", file));
    }
    for (String command : List.of("show", "test", "train")) {
      runs.add(Run.of(command, "--stacktrace", "--data", csv));
    }
    runs.add(Run.of("data", "info", "--stacktrace", "--data", csv));
    runs.add(Run.of("train", "--stacktrace", "--data", data, "--history", history));
    Object[] resumed = Arrays.copyOf(training, training.length + 2);
    resumed[training.length] = "--resume";
    resumed[training.length + 1] = "--stacktrace";
    runs.add(Run.of(resumed));
    for (Run run : runs) {
      assertThat(run.status()).as(run.err()).isNotZero();
      assertThat(run.out() + run.err())
          .doesNotContain("\u001b", "\r", "\u0007", "\u202e", "\u009b", "\u2028");
    }
  }

  @Test
  void printableTextIsUnchanged() {
    assertThat(Terminal.printable("Größe 漢字 😀 a\tb\u009bc\u202ed\u2028e"))
        .isEqualTo("Größe 漢字 😀 a?b?c?d?e");
  }
}
