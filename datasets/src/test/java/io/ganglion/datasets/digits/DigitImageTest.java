package io.ganglion.datasets.digits;

import static io.ganglion.datasets.digits.Pictures.faded;
import static io.ganglion.datasets.digits.Pictures.leastDifference;
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
import io.ganglion.picture.FoundDigit;
import io.ganglion.picture.GrayImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  private static GrayImage normalized(GrayImage picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setDataElements(0, 0, image.getWidth(), image.getHeight(), picture.pixels());
    return DigitImage.of(image);
  }

  /** A digit that has been normalized. */
  private static GrayImage normal(int index) {
    return normalized(padded(digit(DRAWN, index), 10, 10, 48, 48));
  }

  @Property(tries = 100)
  void darkOnLightIsReadAsLightOnDark(
      @ForAll @IntRange(max = DIGITS - 1) int index,
      @ForAll @IntRange(max = 60) int ink,
      @ForAll @IntRange(min = 150, max = 255) int paper) {
    GrayImage picture = faded(padded(digit(DRAWN, index), 10, 10, 48, 48), paper, ink);
    GrayImage inverted = normalized(picture.inverted());
    assertThat(meanDifference(inverted, normalized(picture))).isLessThan(0.2);
  }

  @Property(tries = 100)
  void thePositionOfTheDigitMakesNoDifference(
      @ForAll @IntRange(max = DIGITS - 1) int index,
      @ForAll @IntRange(min = 1, max = 60) int top,
      @ForAll @IntRange(min = 1, max = 60) int left) {
    GrayImage moved = padded(digit(DRAWN, index), top, left, 90, 100);
    assertThat(meanDifference(normalized(moved), normal(index))).isLessThan(0.2);
  }

  @Property(tries = 50)
  void theSizeOfTheDigitMakesNoDifference(
      @ForAll @IntRange(max = DIGITS - 1) int index,
      @ForAll @IntRange(min = 2, max = 9) int times) {
    GrayImage larger = repeated(padded(normal(index), 5, 9, 40, 50), times);
    assertThat(leastDifference(normalized(larger), normal(index))).isLessThan(4);
  }

  @Property(tries = 100)
  void faintInkBecomesStrongInk(
      @ForAll @IntRange(max = DIGITS - 1) int index,
      @ForAll @IntRange(max = 100) int paper,
      @ForAll @IntRange(min = 160, max = 255) int ink) {
    GrayImage picture = faded(normal(index), paper, ink);
    assertThat(leastDifference(normalized(picture), normal(index))).isLessThan(4);
  }

  @Property(tries = 100)
  void theLongerSideBecomesTwentyPixelsAndTheCentreOfMassTheMiddle(
      @ForAll @IntRange(min = 20, max = 200) int height,
      @ForAll @IntRange(min = 10, max = 50) int width) {
    byte[] pixels = new byte[400 * 400];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        pixels[(row + 50) * 400 + column + 60] = (byte) 255;
      }
    }
    GrayImage result = normalized(GrayImage.of(400, 400, pixels));
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
  void anImageLikeThoseOfMnistStaysAsItIs() {
    for (int i = 0; i < DIGITS; i++) {
      GrayImage normal = normal(i);
      assertThat(normalized(normal).pixels()).isEqualTo(normal.pixels());
    }
  }

  @Test
  void aBlankPictureIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> normalized(Pictures.even(30, 30, 255)))
        .withMessageContaining("blank");
    assertThatIllegalArgumentException().isThrownBy(() -> normalized(Pictures.even(1, 1, 0)));
  }

  @Test
  void twoDigitsAreRefusedWithTheirPlacesOrReadFromLeftToRight() {
    GrayImage first = repeated(digit(DRAWN, 1), 3);
    GrayImage second = repeated(digit(DRAWN, 2), 3);
    byte[] pixels = padded(first, 10, 10, 110, 200).pixels();
    byte[] others = padded(second, 15, 100, 110, 200).pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] |= others[i];
    }
    BufferedImage both = new BufferedImage(200, 110, BufferedImage.TYPE_BYTE_GRAY);
    both.getRaster().setDataElements(0, 0, 200, 110, pixels);
    List<FoundDigit> found = DigitImage.all(both);

    assertThat(found).hasSize(2);
    assertThat(found.get(0).left()).isBetween(10, 60);
    assertThat(found.get(1).left()).isBetween(100, 150);
    assertThat(leastDifference(found.get(1).image(), normal(2))).isLessThan(4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DigitImage.of(both))
        .withMessageContainingAll(
            "two or more things", found.get(0).place(), found.get(1).place(), "--many");
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
      double difference = meanDifference(normalized(picture), original);
      close += difference < 3 ? 1 : 0;
      sum += difference;
    }
    assertThat(sum / dataset.size()).isLessThan(1.5);
    // If a centre of mass lies halfway between two pixels, MNIST may have chosen the other one.
    assertThat(close).isGreaterThan(dataset.size() * 95 / 100);
  }
}
