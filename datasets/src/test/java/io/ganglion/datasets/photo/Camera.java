package io.ganglion.datasets.photo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/**
 * Writes JPEGs as cameras do: the pixels as the sensor has them, and a note which way it was held.
 *
 * <p>Source: CIPA DC-008 (Exif 2.32), 4.6.4 A.
 */
final class Camera {
  /** How many ways there are to hold it; the first is upright. */
  static final int ORIENTATIONS = 8;

  private static final int START_OF_IMAGE = 2;

  private Camera() {}

  /**
   * Takes a picture.
   *
   * @param upright what is to be seen
   * @param orientation 1 to 8
   */
  static byte[] jpeg(BufferedImage upright, int orientation) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(stored(upright, orientation), "jpeg", out);
    byte[] jpeg = out.toByteArray();
    byte[] notes = notes(orientation);
    ByteBuffer noted = ByteBuffer.allocate(jpeg.length + notes.length);
    noted.put(jpeg, 0, START_OF_IMAGE).put(notes);
    return noted.put(jpeg, START_OF_IMAGE, jpeg.length - START_OF_IMAGE).array();
  }

  private static BufferedImage stored(BufferedImage upright, int orientation) {
    int height = upright.getHeight();
    int width = upright.getWidth();
    boolean exchanged = orientation > 4;
    BufferedImage stored =
        new BufferedImage(
            exchanged ? height : width, exchanged ? width : height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        // Where the first row and the first column of the pixels are shown.
        int down = "TTBBTTBB".charAt(orientation - 1) == 'T' ? y : height - 1 - y;
        int right = "LRRLLRRL".charAt(orientation - 1) == 'L' ? x : width - 1 - x;
        stored.setRGB(exchanged ? down : right, exchanged ? right : down, upright.getRGB(x, y));
      }
    }
    return stored;
  }

  /** A segment with one note, in the order of bytes of Motorola. */
  private static byte[] notes(int orientation) {
    ByteBuffer notes = ByteBuffer.allocate(36);
    notes.putShort((short) 0xFFE1).putShort((short) 34);
    notes.put("Exif\0\0MM".getBytes(StandardCharsets.US_ASCII));
    notes.putShort((short) 42).putInt(8).putShort((short) 1);
    notes.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    return notes.putShort((short) orientation).putShort((short) 0).putInt(0).array();
  }
}
