package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.terminal.Terminal;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  @Test
  void printableTextIsUnchanged() {
    assertThat(Terminal.printable("Größe 漢字 😀 a\tb\u009bc\u202ed\u2028e"))
        .isEqualTo("Größe 漢字 😀 a?b?c?d?e");
  }
}
