package io.ganglion.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.ganglion.formats.FormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrayImageTest {
  /** PNG's colour types. */
  private static final int GRAY = 0;

  private static final int RGBA = 6;

  @TempDir private Path folder;

  private GrayImage written(BufferedImage image, String format) throws IOException {
    Path file = folder.resolve("picture." + format);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
    return GrayImage.read(file);
  }

  private static BufferedImage filled(int type, int argb) {
    BufferedImage image = new BufferedImage(3, 2, type);
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 3; x++) {
        image.setRGB(x, y, argb);
      }
    }
    return image;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 64, 127, 200, 255})
  void aGrayPngKeepsItsShades(int shade) throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setSample(0, 0, 0, shade);
    assertThat(written(image, "png").pixel(0, 0)).isEqualTo(shade);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "65535, 255", "32896, 128", "257, 1"})
  void sixteenBitsAreRoundedToEight(int sample, int shade) throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setSample(0, 0, 0, sample);
    assertThat(written(image, "png").pixel(0, 0)).isEqualTo(shade);
  }

  @ParameterizedTest
  @CsvSource({"FF0000, 76", "00FF00, 150", "0000FF, 29", "FFFFFF, 255", "808080, 128"})
  void coloursBecomeTheirLuma(String colour, int shade) throws IOException {
    int rgb = Integer.parseInt(colour, 16);
    assertThat(written(filled(BufferedImage.TYPE_INT_RGB, rgb), "png").pixel(1, 2))
        .isEqualTo(shade);
    assertThat(written(filled(BufferedImage.TYPE_BYTE_INDEXED, 0xFF000000 | rgb), "png").height())
        .isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"00000000, 255", "FF000000, 0", "80000000, 127", "80FFFFFF, 255"})
  void transparentPixelsLieOnWhite(String argb, int shade) throws IOException {
    BufferedImage image = filled(BufferedImage.TYPE_INT_ARGB, Integer.parseUnsignedInt(argb, 16));
    assertThat(written(image, "png").pixel(0, 0)).isEqualTo(shade);
  }

  @Test
  void blackAndWhitePicturesOfOneBitAreRead() throws IOException {
    BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(8, 0, 0xFFFFFFFF);
    GrayImage read = written(image, "png");
    assertThat(read.pixel(0, 8)).isEqualTo(255);
    assertThat(read.pixel(0, 7)).isZero();
  }

  @Test
  void jpegIsRead() throws IOException {
    GrayImage read = written(filled(BufferedImage.TYPE_INT_RGB, 0x646464), "jpg");
    assertThat(read.height()).isEqualTo(2);
    assertThat(read.width()).isEqualTo(3);
    assertThat(read.pixel(0, 0)).isBetween(98, 102);
  }

  @Test
  void aPictureThatClaimsToBeHugeIsNotDecoded() throws IOException {
    Path file = folder.resolve("huge.png");
    Files.write(file, pngHeader(2_000_000_000, 2_000_000_000, 8, GRAY));
    assertThatThrownBy(() -> GrayImage.read(file))
        .isInstanceOf(FormatException.class)
        .message()
        .startsWith(file + ": is a picture of 2000000000×2000000000 pixels")
        .contains("at most 50000000");
  }

  @Test
  void aPictureThatTheHeapCannotHoldIsNotDecoded() throws IOException {
    // 49 million pixels are allowed, but these have eight bytes each.
    Path file = Files.write(folder.resolve("deep.png"), pngHeader(7000, 7000, 16, RGBA));
    long megabytes = Runtime.getRuntime().maxMemory() / (1 << 20);
    assumeThat(megabytes).isLessThan(400);

    assertThatThrownBy(() -> GrayImage.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": is a picture of 7000×7000 pixels that needs 421 MB, but Java has a heap of "
                + megabytes
                + " MB: scale it down first, or give Java more (-Xmx)");
  }

  /** A PNG file up to the beginning of its data. */
  private static byte[] pngHeader(int width, int height, int bits, int colours) {
    byte[] chunk = new byte[17];
    ByteBuffer.wrap(chunk)
        .put(new byte[] {'I', 'H', 'D', 'R'})
        .putInt(width)
        .putInt(height)
        .put((byte) bits)
        .put((byte) colours);
    CRC32 crc = new CRC32();
    crc.update(chunk);
    return ByteBuffer.allocate(8 + 4 + 17 + 4 + 8)
        .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10})
        .putInt(13)
        .put(chunk)
        .putInt((int) crc.getValue())
        .putInt(100)
        .put(new byte[] {'I', 'D', 'A', 'T'})
        .array();
  }

  @Property(tries = 200)
  void aPngThatIsCutOffIsRefusedInOneLine(@ForAll @IntRange(max = 60) int length)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", out);
    Path temporary = Files.createTempDirectory("ganglion");
    Path file = Files.write(temporary.resolve("cut.png"), Arrays.copyOf(out.toByteArray(), length));
    try {
      assertThatThrownBy(() -> GrayImage.read(file))
          .isInstanceOf(FormatException.class)
          .message()
          .startsWith(file + ": ")
          .hasLineCount(1);
    } finally {
      Files.delete(file);
      Files.delete(temporary);
    }
  }

  @Test
  void aJpegThatIsCutOffIsRefusedInsteadOfFilledWithGray() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB), "jpeg", out);
    byte[] whole = out.toByteArray();
    Path file = folder.resolve("cut.jpg");

    Files.write(file, whole);
    assertThat(GrayImage.read(file).width()).isEqualTo(400);

    Files.write(file, Arrays.copyOf(whole, whole.length * 3 / 4));
    assertThatThrownBy(() -> GrayImage.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": is cut off: its picture ends early; get the file again");
  }

  @Test
  void aMissingFileAndAFolderAreRefused() {
    assertThatThrownBy(() -> GrayImage.read(folder.resolve("no.png")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no.png: no such file");
    assertThatThrownBy(() -> GrayImage.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not a file");
  }

  @Property
  void scalingKeepsAnEvenShade(
      @ForAll byte shade,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int newHeight,
      @ForAll @IntRange(min = 1, max = 40) int newWidth) {
    byte[] pixels = new byte[height * width];
    Arrays.fill(pixels, shade);
    GrayImage scaled = GrayImage.of(height, width, pixels).scaledTo(newHeight, newWidth);
    assertThat(scaled.pixels()).hasSize(newHeight * newWidth).containsOnly(shade);
  }

  @Property
  void shrinkingByAWholeNumberUndoesRepeatingPixels(
      @ForAll @Size(min = 12, max = 12) byte[] pixels,
      @ForAll @IntRange(min = 1, max = 9) int times) {
    GrayImage picture = GrayImage.of(3, 4, pixels);
    byte[] repeated = new byte[3 * times * 4 * times];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = (byte) picture.pixel(i / (4 * times) / times, i % (4 * times) / times);
    }
    GrayImage large = GrayImage.of(3 * times, 4 * times, repeated);
    assertThat(large.scaledTo(3, 4).pixels()).isEqualTo(pixels);
  }

  @Property
  void shrinkingKeepsTheMeanShade(@ForAll @Size(min = 48, max = 48) byte[] pixels) {
    GrayImage picture = GrayImage.of(6, 8, pixels);
    int sum = 0;
    for (byte pixel : pixels) {
      sum += pixel & 0xFF;
    }
    assertThat((double) picture.scaledTo(1, 1).pixel(0, 0))
        .isCloseTo(sum / 48.0, Offset.offset(0.51));
  }

  @Test
  void enlargingInterpolatesBetweenTheCentresOfPixels() {
    GrayImage enlarged = GrayImage.of(1, 2, new byte[] {0, 100}).scaledTo(1, 4);
    assertThat(enlarged.pixels()).containsExactly(0, 25, 75, 100);
  }

  @Test
  void aPictureOnePixelWideIsScaledWithoutMuchMemory() {
    GrayImage line = GrayImage.of(10_000_000, 1, new byte[10_000_000]);
    assertThat(line.scaledTo(28, 28).pixels()).containsOnly(0);
  }

  @Property
  void invertingTwiceChangesNothing(@ForAll byte shade) {
    GrayImage picture = GrayImage.of(1, 1, new byte[] {shade});
    assertThat(picture.inverted().pixel(0, 0)).isEqualTo(255 - picture.pixel(0, 0));
    assertThat(picture.inverted().inverted().pixels()).isEqualTo(picture.pixels());
  }

  @Test
  void anImpossibleSizeIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> GrayImage.of(2, 2, new byte[3]));
    GrayImage picture = GrayImage.of(1, 1, new byte[1]);
    assertThatIllegalArgumentException().isThrownBy(() -> picture.scaledTo(0, 5));
    assertThatIllegalArgumentException().isThrownBy(() -> picture.scaledTo(100_000, 100_000));
  }
}
