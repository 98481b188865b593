package io.ganglion.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void alsoWritesThemToAPng() throws IOException {
    Path png = folder.resolve("digits.png");

    Run run = Run.of("show", "--data", "digits", "--split", "train", "--png", png);

    assertThat(run.status()).isZero();
    assertThat(ImageIO.read(png.toFile())).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shift", "affine", "elastic"})
  void deformsThemAsTrainingCan(String deformation) {
    String asTheyAre = Run.of("show", "--data", "digits").out();

    Run run = Run.of("show", "--data", "digits", "--augment", deformation);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSameSizeAs(asTheyAre.lines().toList());
    assertThat(run.lines().get(1)).as("classes").isEqualTo(asTheyAre.lines().toList().get(1));
    assertThat(run.out())
        .isNotEqualTo(asTheyAre)
        .isEqualTo(Run.of("show", "--data", "digits", "--augment", deformation).out());
  }

  @Test
  void deformsAnImageByTheSeedWhateverOthersAreShown() throws IOException {
    Path data = Idx.write(folder.resolve("data"), 12, 1, 1);

    String one = Run.of("show", "--data", data, "--augment", "affine", "--seed", 1).out();

    assertThat(Run.of("show", "--data", data, "--augment", "affine", "--seed", 2).out())
        .isNotEqualTo(one);
    List<String> few = Run.of("show", "--data", "digits", "--augment", "affine").lines();
    List<String> more =
        Run.of("show", "--data", "digits", "--augment", "affine", "--images", 9).lines();
    assertThat(more.subList(0, few.size())).isEqualTo(few);
  }
}
