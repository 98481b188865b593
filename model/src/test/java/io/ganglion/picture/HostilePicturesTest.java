package io.ganglion.picture;

import static io.ganglion.picture.HostilePictures.after;
import static io.ganglion.picture.HostilePictures.chunk;
import static io.ganglion.picture.HostilePictures.concat;
import static io.ganglion.picture.HostilePictures.header;
import static io.ganglion.picture.HostilePictures.padded;
import static io.ganglion.picture.HostilePictures.png;
import static io.ganglion.picture.HostilePictures.repeatLastScan;
import static io.ganglion.picture.HostilePictures.segment;
import static io.ganglion.picture.HostilePictures.written;
import static io.ganglion.picture.HostilePictures.zeros;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.formats.FormatException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a picture takes is limited before it is decoded, by what its file contains. */
class HostilePicturesTest {
  private static final int TEXT = 5_000_000;

  @TempDir private Path folder;

  private Path file(String name, byte... content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private AbstractStringAssert<?> assertRefused(byte... content) throws IOException {
    Path file = file("picture.png", content);
    return (AbstractStringAssert<?>)
        assertThatThrownBy(() -> GrayImage.read(file))
            .isInstanceOf(FormatException.class)
            .message()
            .startsWith(file + ": ")
            .hasLineCount(1);
  }

  /** Checks that a picture is read, and that its decoder is given little more than its pixels. */
  private void assertReadWithoutTheRest(byte[] plain, byte[] stuffed) throws IOException {
    Path file = file("stuffed", stuffed);
    assertThat(PictureFile.read(file).bytes()).hasSizeLessThanOrEqualTo(plain.length);
    assertThat(GrayImage.read(file).pixels())
        .isEqualTo(GrayImage.read(file("plain", plain)).pixels());
  }

  private static BufferedImage drawn(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int shade = 40 * ((x / 5 + y / 3) % 6) + random.nextInt(10);
        image.setRGB(x, y, 0xFF000000 | shade * 0x010101);
      }
    }
    return image;
  }

  @Test
  void otherFormatsThatJavaReadsAreRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_BINARY);
    assertThat(ImageIO.write(image, "wbmp", bytes)).isTrue();
    assertRefused(bytes.toByteArray()).contains("not a picture in PNG, JPEG", "convert");
    assertRefused(HostilePictures.wbmp(TEXT)).contains("not a picture");
    assertRefused().contains("not a picture");
    assertRefused((byte) 0x89).contains("not a picture");
  }

  @Test
  void theContentTellsTheFormatNotTheName() throws IOException {
    byte[] jpeg = written(drawn(30, 20, BufferedImage.TYPE_INT_RGB), "jpeg", false);
    assertThat(GrayImage.read(file("a.png", jpeg)).width()).isEqualTo(30);
    byte[] png = written(drawn(30, 20, BufferedImage.TYPE_INT_RGB), "png", false);
    assertThat(GrayImage.read(file("a.jpg", png)).width()).isEqualTo(30);
    assertThat(GrayImage.read(file("a", png)).width()).isEqualTo(30);
  }

  @Test
  void chunksThatDecodingDoesNotNeedAreSkipped() throws IOException {
    byte[] header = header(20, 10, 8, 0, false);
    byte[] name = "Comment\0\0".getBytes(StandardCharsets.US_ASCII);
    byte[] plain = png(header, 10 * 21);
    assertReadWithoutTheRest(
        plain,
        png(
            header,
            10 * 21,
            chunk("tEXt", new byte[TEXT]),
            chunk("zTXt", concat(name, zeros(50_000_000))),
            chunk("iCCP", concat(name, zeros(50_000_000))),
            chunk("iTXt", new byte[TEXT]),
            chunk("sPLT", new byte[TEXT]),
            chunk("hIST", new byte[TEXT]),
            chunk("acTL", new byte[8]),
            chunk("fcTL", new byte[26]),
            chunk("prVt", new byte[TEXT])));
  }

  @Test
  void manySmallChunksBecomeOne() throws IOException {
    byte[] header = header(20, 10, 8, 0, false);
    byte[] plain = png(header, 10 * 21);
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int i = 0; i < 100_000; i++) {
      chunks.writeBytes(chunk(i % 2 == 0 ? "tEXt" : "IDAT"));
    }
    assertReadWithoutTheRest(plain, png(header, 10 * 21, chunks.toByteArray()));
  }

  @Test
  void pixelsThatNoRowNeedsAreRefused() throws IOException {
    byte[] header = header(20, 10, 8, 0, false);
    assertRefused(png(header, 100_000_000)).contains("more data than its pixels need");
  }

  @Test
  void aPngOfMuchWorkIsRefused() throws IOException {
    // None of them is decoded, so none needs its pixels.
    assertRefused(png(header(1, 50_000_000, 8, 0, false), 1)).contains("takes too long");
    assertRefused(png(header(8000, 6000, 8, 2, true), 1)).contains("interlaced, which takes too");
    assertRefused(png(header(10, 20_000_000, 1, 3, true), 1)).contains("scale it down first");
  }

  @Test
  void brokenPngsAreRefused() throws IOException {
    byte[] header = header(2, 2, 8, 0, false);
    byte[] data = chunk("IDAT", zeros(6));
    byte[] end = chunk("IEND");
    assertRefused(concat(PngChunks.SIGNATURE, data, header, end)).contains("first chunk");
    assertRefused(concat(PngChunks.SIGNATURE, header, header, data, end)).contains("two headers");
    assertRefused(concat(PngChunks.SIGNATURE, header, end)).contains("no pixels");
    assertRefused(concat(PngChunks.SIGNATURE, header, data)).contains("cut off");
    byte[] palette = chunk("PLTE", new byte[6]);
    assertRefused(concat(PngChunks.SIGNATURE, header, palette, palette, data, end))
        .contains("PLTE is not where it belongs");
    assertRefused(concat(PngChunks.SIGNATURE, header, chunk("PLTE", new byte[TEXT]), data, end))
        .contains("PLTE is too long");
    assertRefused(png(header(2, 2, 8, 5, false), 6)).contains("type of colours");
    assertRefused(png(header(2, 2, 3, 0, false), 6)).contains("samples of 3 bits");
    assertRefused(png(header(0, 2, 8, 0, false), 6)).contains("2×0 pixels");
  }

  @Test
  void interlacedAndTransparentPngsAreReadAsBefore() throws IOException {
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB,
          BufferedImage.TYPE_INT_ARGB,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_BYTE_INDEXED
        }) {
      BufferedImage image = drawn(37, 29, type);
      byte[] rows = GrayImage.read(file("rows.png", written(image, "png", false))).pixels();
      byte[] interlaced = GrayImage.read(file("seven.png", written(image, "png", true))).pixels();
      assertThat(interlaced).as("type %d", type).isEqualTo(rows);
    }
  }

  @Test
  void aJpegOfManyScansIsRefused() throws IOException {
    byte[] small = written(drawn(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", true);
    assertThat(GrayImage.read(file("small", small)).width()).isEqualTo(40);
    assertThat(GrayImage.read(file("more", repeatLastScan(small, 50))).width()).isEqualTo(40);
    assertRefused(repeatLastScan(small, 10_000)).contains("more than 100 scans");

    BufferedImage image = new BufferedImage(3000, 2500, BufferedImage.TYPE_BYTE_GRAY);
    byte[] large = written(image, "jpeg", true);
    assertRefused(repeatLastScan(large, 60))
        .contains("2500×3000 pixels in 32 or more scans", "takes too long");
  }

  @Test
  void segmentsThatDecodingDoesNotNeedAreSkipped() throws IOException {
    byte[] plain = written(drawn(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", false);
    byte[] longest = new byte[65_533];
    ByteArrayOutputStream segments = new ByteArrayOutputStream();
    for (int i = 0; i < 20; i++) {
      segments.writeBytes(segment(0xFE, longest));
      segments.writeBytes(segment(0xE1, longest));
      segments.writeBytes(segment(0xE2, longest));
      segments.writeBytes(segment(0xE0, longest));
      segments.writeBytes(segment(0xEE, longest));
    }
    byte[] trailing = new byte[TEXT];
    assertReadWithoutTheRest(plain, concat(after(plain, segments.toByteArray()), trailing));
  }

  @Test
  void fillBytesAndBytesThatBelongToNoSegmentArePassedOver() throws IOException {
    byte[] fill = new byte[1000];
    Arrays.fill(fill, (byte) 0xFF);
    // A zero after 0xFF makes no marker.
    byte[] stray = {7, 0, (byte) 0xFF, 0, (byte) 0xFF, (byte) 0xFF, 0, 9};
    for (boolean progressive : new boolean[] {false, true}) {
      byte[] plain = written(drawn(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", progressive);
      for (byte[] padding : List.of(fill, stray, new byte[500_000])) {
        assertReadWithoutTheRest(plain, padded(plain, padding));
      }
      byte[] coded = Arrays.copyOf(plain, plain.length - 2);
      byte[] end = {(byte) 0xFF, (byte) 0xD9};
      assertReadWithoutTheRest(plain, concat(coded, fill, end));
    }
  }

  @Test
  void tablesWithoutEndAreRefused() throws IOException {
    byte[] plain = written(drawn(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", false);
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    for (int i = 0; i < 100_000; i++) {
      tables.writeBytes(segment(0xDD, new byte[] {0, 0}));
      tables.writeBytes(segment(0xDB, new byte[65]));
    }
    assertRefused(after(plain, tables.toByteArray())).contains("more data than its pixels need");
  }

  @Test
  void unusualJpegsAreRefused() throws IOException {
    byte[] plain = written(drawn(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", false);
    byte[] frame = {8, 0, 30, 0, 40, 1, 1, 0x11, 0};
    for (int marker : new int[] {0xC3, 0xC5, 0xC9, 0xCA, 0xCF}) {
      assertRefused(after(plain, segment(marker, frame))).contains("unusual kind");
    }
    assertRefused(after(plain, segment(0xC0, frame))).contains("unusable frame");
    frame[2] = 0;
    assertRefused(after(plain, segment(0xC0, frame))).contains("0×40 pixels");
  }

  /** Another library's decoder, such as many applications have on their class path. */
  private static final class OtherReaders extends ImageReaderSpi {
    OtherReaders() {
      super(
          "other",
          "1",
          new String[] {"png", "jpeg"},
          null,
          null,
          "none",
          new Class<?>[] {ImageInputStream.class},
          null,
          false,
          null,
          null,
          null,
          null,
          false,
          null,
          null,
          null,
          null);
    }

    @Override
    public boolean canDecodeInput(Object source) {
      throw new AssertionError("another decoder was asked");
    }

    @Override
    public ImageReader createReaderInstance(Object extension) {
      throw new AssertionError("another decoder was used");
    }

    @Override
    public String getDescription(Locale locale) {
      return "other";
    }
  }

  @Test
  void otherDecodersAreNeverUsed() throws IOException {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    OtherReaders others = new OtherReaders();
    registry.registerServiceProvider(others);
    try {
      for (String format : new String[] {"png", "jpeg"}) {
        byte[] bytes = written(drawn(30, 20, BufferedImage.TYPE_INT_RGB), format, false);
        assertThat(GrayImage.read(file("a", bytes)).width()).isEqualTo(30);
      }
    } finally {
      registry.deregisterServiceProvider(others);
    }
  }

  @Test
  void aFileLongerThanAnyPictureIsNotRead() throws IOException {
    Path file = folder.resolve("long.png");
    try (SeekableByteChannel channel =
        Files.newByteChannel(
            file,
            EnumSet.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE))) {
      channel.position(500_000_000).write(ByteBuffer.wrap(new byte[1]));
    }
    assertThatThrownBy(() -> GrayImage.read(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("500000001 bytes, expected a picture of at most 400000000");
  }

  @Test
  void theReasonOfADecoderIsOneLine() throws IOException {
    byte[] png = png(header(4, 4, 8, 0, false), 4);
    assertRefused(png).contains("expected PNG, JPEG");
    assertThat(ImageIO.read(new ByteArrayInputStream(png(header(1, 1, 8, 0, false), 2))))
        .isNotNull();
  }
}
