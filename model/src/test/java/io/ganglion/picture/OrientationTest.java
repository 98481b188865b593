package io.ganglion.picture;

import static io.ganglion.picture.HostilePictures.after;
import static io.ganglion.picture.HostilePictures.chunk;
import static io.ganglion.picture.HostilePictures.concat;
import static io.ganglion.picture.HostilePictures.segment;
import static io.ganglion.picture.HostilePictures.written;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
  private static final int HEIGHT = 16;
  private static final int WIDTH = 24;

  @TempDir private Path folder;

  private static byte[] notes(int orientation, ByteOrder order) {
    ByteBuffer notes = ByteBuffer.allocate(40).order(order);
    notes.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    notes.putShort((short) 42).putInt(8).putShort((short) 2);
    notes.putShort((short) 0x0100).putShort((short) 3).putInt(1).putInt(0);
    notes.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return notes.array();
  }

  /** White, with a black quarter at the top left. */
  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.setRGB(x, y, y < HEIGHT / 2 && x < WIDTH / 2 ? 0 : 0xFFFFFF);
      }
    }
    return image;
  }

  /** Where the first row and the first column of the pixels are shown, by the standard. */
  @ParameterizedTest
  @CsvSource({
    "1, top, left", "2, top, right", "3, bottom, right", "4, bottom, left",
    "5, top, left", "6, top, right", "7, bottom, right", "8, bottom, left"
  })
  void thePictureIsTurnedUpright(int orientation, String row, String column) throws IOException {
    byte[] exif =
        concat(
            "Exif\0\0".getBytes(StandardCharsets.US_ASCII),
            notes(orientation, ByteOrder.LITTLE_ENDIAN));
    byte[] jpeg = after(written(picture(), "jpeg", false), segment(0xE1, exif));
    check(Files.write(folder.resolve("a.jpg"), jpeg), orientation, row, column);

    byte[] png = written(picture(), "png", false);
    int header = 33;
    byte[] noted =
        concat(
            Arrays.copyOf(png, header),
            chunk("eXIf", notes(orientation, ByteOrder.BIG_ENDIAN)),
            Arrays.copyOfRange(png, header, png.length));
    check(Files.write(folder.resolve("a.png"), noted), orientation, row, column);
  }

  /** The notes of a WebP picture follow its pixels. */
  @ParameterizedTest
  @CsvSource({
    "1, top, left", "2, top, right", "3, bottom, right", "4, bottom, left",
    "5, top, left", "6, top, right", "7, bottom, right", "8, bottom, left"
  })
  void webpPicturesAreTurnedUpright(int orientation, String row, String column) throws IOException {
    byte[] plain;
    try (InputStream in = OrientationTest.class.getResourceAsStream("webp/lossless.webp")) {
      plain = in.readAllBytes();
    }
    GrayImage stored = GrayImage.read(Files.write(folder.resolve("plain.webp"), plain));
    int height = stored.height();
    int width = stored.width();
    byte[] notes = notes(orientation, ByteOrder.LITTLE_ENDIAN);
    ByteBuffer noted =
        ByteBuffer.allocate(plain.length + 18 + 8 + notes.length).order(ByteOrder.LITTLE_ENDIAN);
    noted.put(plain, 0, 12).put("VP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(8);
    noted.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
    noted.put(plain, 12, plain.length - 12);
    noted.put("EXIF".getBytes(StandardCharsets.US_ASCII)).putInt(notes.length).put(notes);
    noted.putInt(4, noted.capacity() - 8);
    Path file = Files.write(folder.resolve("a.webp"), noted.array());

    GrayImage image = GrayImage.read(file);
    assertThat(image.height()).isEqualTo(orientation < 5 ? height : width);
    assertThat(image.width()).isEqualTo(orientation < 5 ? width : height);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int down = row.equals("top") ? y : image.height() - 1 - y;
        int right = column.equals("left") ? x : image.width() - 1 - x;
        assertThat(image.pixel(y, x))
            .isEqualTo(orientation < 5 ? stored.pixel(down, right) : stored.pixel(right, down));
      }
    }
  }

  private static void check(Path file, int orientation, String row, String column)
      throws IOException {
    GrayImage image = GrayImage.read(file);
    assertThat(image.height()).isEqualTo(orientation < 5 ? HEIGHT : WIDTH);
    assertThat(image.width()).isEqualTo(orientation < 5 ? WIDTH : HEIGHT);
    assertThat(GrayImage.size(file)).isEqualTo(new Dimension(image.width(), image.height()));
    int y = row.equals("top") ? 2 : image.height() - 3;
    int x = column.equals("left") ? 2 : image.width() - 3;
    assertThat(image.pixel(y, x)).isLessThan(20);
    assertThat(image.pixel(image.height() - 1 - y, x)).isGreaterThan(235);
    assertThat(image.pixel(y, image.width() - 1 - x)).isGreaterThan(235);
  }

  @Property
  void damagedNotesAreUprightOrAnOrientation(@ForAll byte[] bytes) {
    assertThat(Orientation.in(bytes).value()).isBetween(1, 8);
  }

  @ParameterizedTest
  @CsvSource({"0", "9", "65535"})
  void unknownOrientationsAreUpright(int value) {
    assertThat(Orientation.in(notes(value, ByteOrder.BIG_ENDIAN))).isEqualTo(Orientation.UPRIGHT);
  }
}
