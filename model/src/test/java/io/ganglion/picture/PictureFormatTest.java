package io.ganglion.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.formats.FormatException;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureFormatTest {
  @TempDir private Path folder;

  private static BufferedImage drawn(int type) {
    BufferedImage image = new BufferedImage(30, 20, type);
    Random random = new Random(1);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        image.setRGB(x, y, 0xFF000000 | (random.nextInt(2) * (x < 15 ? 0xFFFFFF : 0x7F7F7F)));
      }
    }
    return image;
  }

  private static byte[] written(List<BufferedImage> images, String format, String compression)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      if (!compression.isEmpty()) {
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionType(compression);
      }
      if (images.size() == 1) {
        writer.write(null, new IIOImage(images.get(0), null, null), parameters);
      } else {
        writer.prepareWriteSequence(null);
        for (BufferedImage each : images) {
          writer.writeToSequence(new IIOImage(each, null, null), parameters);
        }
        writer.endWriteSequence();
      }
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    return written(List.of(image), format, "");
  }

  private Path file(byte... content) throws IOException {
    return Files.write(folder.resolve("picture"), content);
  }

  private byte[] pixels(byte... content) throws IOException {
    return GrayImage.read(file(content)).pixels();
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte... content)
      throws IOException {
    Path file = file(content);
    return assertThatThrownBy(() -> GrayImage.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": ");
  }

  @ParameterizedTest
  @CsvSource({
    "bmp, 12",
    "bmp, 10",
    "bmp, 1",
    "gif, 12",
    "gif, 10",
    "tiff, 12",
    "tiff, 10",
    "tiff, 1",
    "tiff, 11",
    "jpeg, 10",
    "bmp, 13",
    "tiff, 13"
  })
  void everyFormatIsReadAsPng(String format, int type) throws IOException {
    BufferedImage image = drawn(type);
    byte[] expected = pixels(written(image, "png"));
    if (format.equals("jpeg")) {
      assertThat(pixels(written(image, format))).hasSize(expected.length);
    } else {
      assertThat(pixels(written(image, format))).isEqualTo(expected);
    }
    assertThat(GrayImage.size(file(written(image, format)))).isEqualTo(new Dimension(30, 20));
  }

  @ParameterizedTest
  @CsvSource({
    "tiff, LZW, 10",
    "tiff, Deflate, 1",
    "tiff, ZLib, 10",
    "tiff, PackBits, 12",
    "tiff, LZW, 1",
    "bmp, BI_RLE8, 13"
  })
  void compressedPicturesAreRead(String format, String compression, int type) throws IOException {
    BufferedImage image = drawn(type);
    assertThat(pixels(written(List.of(image), format, compression)))
        .isEqualTo(pixels(written(image, "png")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "tiff"})
  void ofSeveralPicturesTheFirstIsRead(String format) throws IOException {
    BufferedImage first = drawn(BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage second = new BufferedImage(30, 20, BufferedImage.TYPE_BYTE_GRAY);
    assertThat(pixels(written(List.of(first, second), format, "")))
        .isEqualTo(pixels(written(first, "png")));
  }

  @ParameterizedTest
  @CsvSource({"gif, 12", "gif, 10", "bmp, 10", "tiff, 10", "tiff, 12"})
  void aPictureThatIsCutOffAnywhereIsRefused(String format, int type) throws IOException {
    byte[] whole = written(drawn(type), format);
    // The last byte of a GIF says only that there is no other picture.
    for (int length = 2; length < whole.length - 4; length += 1 + length / 40) {
      Path file = file(Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> GrayImage.read(file)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void whatComesBeforeTheFrameOfAGifIsNotKept() throws IOException {
    Path file = file(HostilePictures.gif(20_000));
    assertThat(GrayImage.read(file).width()).isEqualTo(1);
    assertThat(PictureFile.read(file).bytes()).hasSizeLessThan(100);
  }

  @Test
  void aSizeThatDoesNotFitIsRefusedBeforeMemoryIsTaken() throws IOException {
    byte[] bmp = written(drawn(BufferedImage.TYPE_3BYTE_BGR), "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(18, 100_000).putInt(22, 100_000);
    assertRefused(bmp).hasMessageContaining("100000×100000 pixels");
    byte[] gif = HostilePictures.gif(0);
    int frame = gif.length - 17 + 1;
    gif[frame + 5] = -1;
    gif[frame + 6] = -1;
    gif[frame + 7] = -1;
    gif[frame + 8] = -1;
    assertRefused(gif).hasMessageContaining("pixels, expected at least one and at most");
    assertRefused(tiff(256, 100_000, 257, 100_000)).hasMessageContaining("100000×100000 pixels");
  }

  @Test
  void anUnusualBmpIsRefused() throws IOException {
    byte[] bmp = written(drawn(BufferedImage.TYPE_BYTE_GRAY), "bmp");
    ByteBuffer header = ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(10, 1 << 30);
    assertRefused(bmp).hasMessageContaining("its pixels are not where they belong");
    header.putInt(10, 1078).putInt(30, 4);
    assertRefused(bmp).hasMessageContaining("save it as PNG");
    header.putInt(30, 0).putInt(46, 1 << 20);
    assertRefused(bmp).hasMessageContaining("unusable header");
    header.putInt(14, 7);
    assertRefused(bmp).hasMessageContaining("unknown header");
  }

  @Test
  void aBmpFromTopToBottomIsRead() throws IOException {
    BufferedImage image = drawn(BufferedImage.TYPE_3BYTE_BGR);
    byte[] bmp = written(image, "bmp");
    ByteBuffer.wrap(bmp).order(ByteOrder.LITTLE_ENDIAN).putInt(22, -20);
    byte[] upright = pixels(written(image, "png"));
    byte[] turned = pixels(bmp);
    for (int row = 0; row < 20; row++) {
      assertThat(Arrays.copyOfRange(turned, row * 30, row * 30 + 30))
          .isEqualTo(Arrays.copyOfRange(upright, (19 - row) * 30, (19 - row) * 30 + 30));
    }
  }

  /** A TIFF of 2×1 gray pixels, 7 and 9, with fields replaced or added. */
  private static byte[] tiff(int... tagsAndValues) {
    Map<Integer, Integer> fields = new TreeMap<>();
    int[] usual = {256, 2, 257, 1, 258, 8, 259, 1, 262, 1, 273, 8, 277, 1, 278, 1, 279, 2};
    for (int[] each : new int[][] {usual, tagsAndValues}) {
      for (int i = 0; i < each.length; i += 2) {
        fields.put(each[i], each[i + 1]);
      }
    }
    ByteBuffer buffer = ByteBuffer.allocate(10 + 2 + 12 * fields.size() + 4);
    buffer.order(ByteOrder.LITTLE_ENDIAN).put(new byte[] {'I', 'I', 42, 0}).putInt(10);
    buffer.put((byte) 7).put((byte) 9).putShort((short) fields.size());
    fields.forEach(
        (tag, value) ->
            buffer.putShort(tag.shortValue()).putShort((short) 4).putInt(1).putInt(value));
    return buffer.array();
  }

  @Test
  void aTiffIsReadInEitherOrderOfBytes() throws IOException {
    assertThat(pixels(tiff())).containsExactly(7, 9);
    assertThat(pixels(tiff(262, 0))).containsExactly((byte) 248, (byte) 246);
  }

  @ParameterizedTest
  @CsvSource({
    "322, 2, in tiles",
    "259, 7, compression 7",
    "259, 4, compression 4",
    "262, 6, colours 6",
    "284, 2, compression 1 and colours 1",
    "339, 3, not whole numbers",
    "258, 32, samples of 32 bits",
    "277, 9, 9 samples for each pixel",
    "273, 90000, is cut off",
    "279, 90000, is cut off",
    "256, 0, pixels",
    "257, 3, another number of strips"
  })
  void anUnusualTiffIsRefused(int tag, int value, String reason) throws IOException {
    assertRefused(tiff(tag, value)).hasMessageContaining(reason);
  }
}
