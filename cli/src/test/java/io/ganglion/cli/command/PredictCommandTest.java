package io.ganglion.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.cli.Idx;
import io.ganglion.cli.Run;
import io.ganglion.datasets.digits.EmbeddedDigits;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {

  @TempDir private static Path folder;
  private static Path weights;

  @BeforeAll
  static void learnDigits() {
    weights = folder.resolve("weights.json");
    Run run =
        Run.of(
            "train",
            "--data",
            "digits",
            "--limit",
            3000,
            "--epochs",
            2,
            "--learning-rate",
            0.005,
            "--backend",
            "java",
            "--weights",
            weights);
    assertThat(run.status()).isZero();
  }

  /** An image of an embedded digit, enlarged, with a margin. */
  private static Path picture(String name, int digit, Color paper, boolean inverted)
      throws IOException {
    EmbeddedDigits digits = new EmbeddedDigits(99);
    int index = 0;
    while (digits.label(index) != digit) {
      index++;
    }
    byte[] pixels = new byte[28 * 28];
    digits.draw(index, pixels, 0);
    BufferedImage image = new BufferedImage(200, 260, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(paper);
    graphics.fillRect(0, 0, 200, 260);
    for (int i = 0; i < pixels.length; i++) {
      int ink = inverted ? 255 - (pixels[i] & 0xFF) : pixels[i] & 0xFF;
      graphics.setColor(new Color(ink, ink, ink));
      graphics.fillRect(20 + i % 28 * 5, 80 + i / 28 * 5, 5, 5);
    }
    graphics.dispose();
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void printsTheClassesByProbabilityBestFirst() throws IOException {
    Run run = Run.of("predict", "--weights", weights, picture("0.png", 0, Color.WHITE, true));

    assertThat(run.status()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "weights   "
                + weights
                + "\nassumed   pictures of 28×28, digit, values divided by 255 and 10 classes; the file does not"
                + " say: --prepare, --input-scale and --classes do\n");
    assertThat(run.lines()).hasSize(10).allMatch(line -> line.matches("[0-9]\t[0-9.E-]+"));
    double[] probabilities =
        run.lines().stream()
            .mapToDouble(line -> Double.parseDouble(line.split("\t", -1)[1]))
            .toArray();
    assertThat(probabilities).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    double sum = 0;
    for (double probability : probabilities) {
      sum += probability;
    }
    assertThat(sum).isCloseTo(1, within(1e-9));
    assertThat(run.lines().get(0)).startsWith("0\t");
  }

  @Test
  void darkOnLightAndLightOnDarkAreReadAlike() throws IOException {
    String dark =
        Run.of("predict", "--weights", weights, picture("d.png", 6, Color.WHITE, true)).out();

    assertThat(
            Run.of("predict", "--weights", weights, picture("l.png", 6, Color.BLACK, false)).out())
        .isEqualTo(dark);
  }

  @Test
  void severalImagesArePrintedWithTheirNames() throws IOException {
    Path first = picture("1.png", 1, Color.WHITE, true);
    Path second = picture("7.png", 7, Color.WHITE, true);

    Run run = Run.of("predict", "--weights", weights, first, second);

    assertThat(run.lines()).hasSize(20);
    assertThat(run.lines().subList(0, 10)).allMatch(line -> line.startsWith(first + "\t"));
    assertThat(run.lines().subList(10, 20)).allMatch(line -> line.startsWith(second + "\t"));
  }

  @Test
  void oneUnreadableImageDoesNotKeepTheOthersFromBeingRead() throws IOException {
    Path text = Files.writeString(folder.resolve("text.png"), "not an image");
    Path good = picture("3.png", 3, Color.WHITE, true);
    Path absent = folder.resolve("absent.png");

    Run run = Run.of("predict", "--weights", weights, text, good, absent);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.lines()).hasSize(10).allMatch(line -> line.startsWith(good + "\t"));
    assertThat(run.complaints())
        .satisfiesExactly(
            one -> assertThat(one).contains(text.toString()),
            two -> assertThat(two).contains(absent.toString()));
  }

  /** Two images side by side. */
  private static Path beside(String name, Path left, Path right) throws IOException {
    BufferedImage both = new BufferedImage(400, 260, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = both.createGraphics();
    graphics.drawImage(ImageIO.read(left.toFile()), 0, 0, null);
    graphics.drawImage(ImageIO.read(right.toFile()), 200, 0, null);
    graphics.dispose();
    Path file = folder.resolve(name);
    ImageIO.write(both, "png", file.toFile());
    return file;
  }

  @Test
  void severalDigitsAreRefusedOrReadWithTheirPlaces() throws IOException {
    Path zero = picture("zero.png", 0, Color.WHITE, true);
    Path both = beside("both.png", picture("one.png", 1, Color.WHITE, true), zero);

    Run refused = Run.of("predict", "--weights", weights, both);
    Run many = Run.of("predict", "--weights", weights, "--many", both);

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.complaints())
        .singleElement()
        .asString()
        .contains(both + ": two or more things", "--many");
    assertThat(many.status()).isZero();
    assertThat(many.lines()).hasSize(20);
    assertThat(many.lines().get(0)).matches("\\d+x\\d+\\+\\d+\\+\\d+\t1\t.*");
    assertThat(many.lines().get(10)).matches("\\d+x\\d+\\+2\\d\\d\\+\\d+\t0\t.*");
  }

  @Test
  void showsWhatTheNetworkSees() throws IOException {
    Path file = picture("shown.png", 0, Color.WHITE, true);
    Path png = folder.resolve("seen.png");

    Run run = Run.of("predict", "--weights", weights, "--show", "--png", png, file);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).hasSizeGreaterThan(10 + 14);
    assertThat(run.lines().get(11)).isEqualTo("0");
    assertThat(run.out()).contains("█");
    assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(196);
  }

  @Test
  void thePngIsCheckedBeforeAnythingIsRead() {
    Run run = Run.of("predict", "--weights", weights, "--png", "seen.txt", "absent.png");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.complaints()).singleElement().asString().contains("seen.txt", ".png");
  }

  @Test
  void weightsForOtherDataNeedThatData() throws IOException {
    Path data = Idx.write(folder.resolve("data"), 6, 3, 30);
    Path other = folder.resolve("other.json");
    assertThat(Run.of("train", "--data", data, "--weights", other, "--epochs", 1).status())
        .isZero();
    Path image = picture("5.png", 5, Color.WHITE, true);

    Run without = Run.of("predict", "--weights", other, image);
    Run with = Run.of("predict", "--weights", other, "--data", data, image);

    assertThat(without.status()).isEqualTo(1);
    assertThat(without.complaints()).singleElement().asString().contains("[784, 100]", "--data");
    assertThat(with.status()).isZero();
    assertThat(with.lines()).hasSize(3);
  }
}
