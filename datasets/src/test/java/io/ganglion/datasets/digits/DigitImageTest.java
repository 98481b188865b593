package io.ganglion.datasets.digits;

import static io.ganglion.datasets.digits.Pictures.faded;
import static io.ganglion.datasets.digits.Pictures.meanDifference;
import static io.ganglion.datasets.digits.Pictures.padded;
import static io.ganglion.datasets.digits.Pictures.repeated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.Split;
import io.ganglion.formats.FormatException;
import io.ganglion.picture.DigitImage;
import io.ganglion.picture.GrayImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigitImageTest {
  private static final int DIGITS = 50;
  private static final Dataset DRAWN = Datasets.digits(Split.TEST, DIGITS);

  private static GrayImage digit(Dataset dataset, int index) {
    return GrayImage.of(dataset.height(), dataset.width(), dataset.image(index).pixels());
  }

  /** A digit that has been normalized, which normalizing again does not change. */
  private static GrayImage normal(int index) {
    return DigitImage.normalize(digit(DRAWN, index));
  }

  @Property(tries = 100)
  void darkOnLightIsReadAsLightOnDark(
      @ForAll @IntRange(max = DIGITS - 1) int index,
      @ForAll @IntRange(max = 60) int ink,
      @ForAll @IntRange(min = 150, max = 255) int paper) {
    GrayImage picture = faded(digit(DRAWN, index), paper, ink);
    assertThat(DigitImage.normalize(picture.inverted()).pixels())
        .isEqualTo(DigitImage.normalize(picture).pixels());
  }

  @Property(tries = 100)
  void thePositionOfTheDigitMakesNoDifference(
      @ForAll @IntRange(max = DIGITS - 1) int index,
      @ForAll @IntRange(min = 1, max = 60) int top,
      @ForAll @IntRange(min = 1, max = 60) int left) {
    GrayImage moved = padded(digit(DRAWN, index), top, left, 90, 100);
    assertThat(DigitImage.normalize(moved).pixels()).isEqualTo(normal(index).pixels());
  }

  @Property(tries = 50)
  void theSizeOfTheDigitMakesNoDifference(
      @ForAll @IntRange(max = DIGITS - 1) int index,
      @ForAll @IntRange(min = 2, max = 9) int times) {
    GrayImage larger = repeated(padded(normal(index), 5, 9, 40, 50), times);
    assertThat(meanDifference(DigitImage.normalize(larger), normal(index))).isLessThan(4);
  }

  @Property(tries = 100)
  void faintInkBecomesStrongInk(
      @ForAll @IntRange(max = DIGITS - 1) int index,
      @ForAll @IntRange(max = 100) int paper,
      @ForAll @IntRange(min = 160, max = 255) int ink) {
    GrayImage picture = faded(normal(index), paper, ink);
    assertThat(meanDifference(DigitImage.normalize(picture), normal(index))).isLessThan(4);
  }

  @Property(tries = 100)
  void theLongerSideBecomesTwentyPixelsAndTheCentreOfMassTheMiddle(
      @ForAll @IntRange(min = 1, max = 200) int height,
      @ForAll @IntRange(min = 1, max = 200) int width) {
    byte[] pixels = new byte[220 * 220];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        pixels[(row + 10) * 220 + column + 5] = (byte) 255;
      }
    }
    // If more than half of the border were ink, the ink would be the background.
    GrayImage result = DigitImage.normalize(GrayImage.of(220, 220, pixels));
    int rows = 0;
    int columns = 0;
    double byRow = 0;
    double byColumn = 0;
    double mass = 0;
    for (int i = 0; i < 28; i++) {
      int inRow = 0;
      int inColumn = 0;
      for (int j = 0; j < 28; j++) {
        inRow += result.pixel(i, j);
        inColumn += result.pixel(j, i);
      }
      rows += inRow > 0 ? 1 : 0;
      columns += inColumn > 0 ? 1 : 0;
      mass += inRow;
      byRow += (double) i * inRow;
      byColumn += (double) i * inColumn;
    }
    assertThat(Math.max(rows, columns)).isEqualTo(20);
    assertThat(byRow / mass).isBetween(13.49, 14.51);
    assertThat(byColumn / mass).isBetween(13.49, 14.51);
  }

  @Test
  void aBlankPictureIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitImage.normalize(Pictures.even(30, 30, 255)))
        .withMessageContaining("blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitImage.normalize(Pictures.even(1, 1, 0)));
  }

  @Test
  void aBlankPictureFileIsNamed(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("blank.png");
    ImageIO.write(new BufferedImage(9, 9, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    assertThatThrownBy(() -> DigitImage.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": is blank");
  }

  @Test
  void digitsOfMnistAreRecoveredFromLargeInvertedPictures() throws IOException {
    String mnist = System.getProperty("ganglion.mnist", System.getenv("GANGLION_MNIST"));
    assumeTrue(
        mnist != null && !mnist.isEmpty(),
        "needs MNIST: set the system property ganglion.mnist to its folder");
    Dataset dataset = Datasets.ofThisMachine().open(mnist, Split.TEST, 300);
    int close = 0;
    double sum = 0;
    for (int i = 0; i < dataset.size(); i++) {
      GrayImage original = digit(dataset, i);
      GrayImage picture = padded(repeated(original, 7), 31, 5, 280, 240).inverted();
      double difference = meanDifference(DigitImage.normalize(picture), original);
      close += difference < 3 ? 1 : 0;
      sum += difference;
    }
    assertThat(sum / dataset.size()).isLessThan(1.5);
    // If a centre of mass lies halfway between two pixels, MNIST may have chosen the other one.
    assertThat(close).isGreaterThan(dataset.size() * 95 / 100);
  }
}
