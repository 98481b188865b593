package io.ganglion.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShowCommandTest {

  @TempDir private Path folder;

  @Test
  void drawsEachImageUnderItsClass() throws IOException {
    Path data = Idx.write(folder.resolve("data"), 4, 1, 2);

    Run run = Run.of("show", "--data", data, "--images", 2);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("", "0     0", "█     █", "█     █");
  }

  @Test
  void showsNoMoreImagesThanThereAre() throws IOException {
    Path data = Idx.write(folder.resolve("data"), 4, 1, 2);

    assertThat(Run.of("show", "--data", data, "--images", 2).out())
        .isEqualTo(Run.of("show", "--data", data, "--images", 99).out());
  }

  @Test
  void fitsTheTerminal() {
    List<String> lines = Run.onTerminal("show", "--data", "digits").lines();

    assertThat(lines)
        .isNotEmpty()
        .allMatch(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").length() <= 80);
  }

  @Test
  void writesThemToAPngToo() throws IOException {
    Path png = folder.resolve("digits.png");

    Run run = Run.of("show", "--data", "digits", "--split", "train", "--png", png);

    assertThat(run.status()).isZero();
    assertThat(ImageIO.read(png.toFile())).isNotNull();
  }
}
