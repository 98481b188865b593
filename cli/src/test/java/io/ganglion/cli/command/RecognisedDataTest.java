package io.ganglion.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.cli.Run;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecognisedDataTest {

  @TempDir private Path folder;

  @Test
  void whatWasRecognisedAndDecidedIsPrinted() throws IOException {
    Path csv = Files.writeString(folder.resolve("digits.csv"), "label;a;b\n0;1;16\n1;0;4\n");

    Run run =
        Run.of(
            "train",
            "--data",
            csv,
            "--weights",
            folder.resolve("w.npz"),
            "--epochs",
            "1",
            "--network",
            "linear classes, softmax");

    assertThat(run.status()).isZero();
    assertThat(run.err())
        .contains(
            "2 rows of 2 columns, 2 classes",
            "fields are separated by semicolons",
            "values 0 to 16: divided by 16");
  }

  @Test
  void imagesCanBeTransposed() throws IOException {
    Path images = folder.resolve("images");
    Files.createDirectories(images.resolve("cat"));
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(image, "png", images.resolve("cat/a.png").toFile());

    assertThat(Run.of("data", "info", "--data", images, "--split", "train").lines())
        .contains("size\t2×3");
    assertThat(Run.of("data", "info", "--data", images, "--split", "train", "--transpose").lines())
        .contains("size\t3×2");
  }

  @Test
  void rowsCannotBeTransposed() throws IOException {
    Path csv = Files.writeString(folder.resolve("digits.csv"), "label,a,b\n0,1,16\n1,0,4\n");

    Run run = Run.of("show", "--data", csv, "--split", "train", "--transpose");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.complaints())
        .containsExactly(
            "ganglion: " + csv + ": has rows of 2 columns, but --transpose needs images");
  }
}
