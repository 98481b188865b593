package io.ganglion.picture;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a camera was held: which way a picture's pixels must be turned to be upright.
 *
 * <p>Source: CIPA DC-008 (Exif 2.32), 4.6.2 and 4.6.4 A; Adobe, <em>TIFF Revision 6.0</em>,
 * "Orientation".
 *
 * @param value 1 upright; 2 mirrored; 3 turned by half; 4 upside down; 5 to 8 with rows and columns
 *     exchanged
 */
record Orientation(int value) {
  static final Orientation UPRIGHT = new Orientation(1);

  /** What is read of a camera's notes: the orientation is among the first. */
  static final int LONGEST = 1 << 12;

  private static final int TAG = 0x0112;
  private static final int FIRST_EXCHANGED = 5;
  private static final int LAST = 8;

  /**
   * Finds the orientation in a camera's notes.
   *
   * @param exif in the format of TIFF; possibly cut off
   * @return the orientation; upright if the notes do not say so
   */
  static Orientation in(byte... exif) {
    try {
      ByteBuffer notes = ByteBuffer.wrap(exif);
      notes.order(notes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int directory = notes.getInt(Integer.BYTES);
      notes.position(directory);
      int entries = notes.getShort() & 0xFFFF;
      for (int i = 0; i < entries; i++) {
        int tag = notes.getShort() & 0xFFFF;
        notes.getShort();
        notes.getInt();
        int value = notes.getShort() & 0xFFFF;
        notes.getShort();
        if (tag == TAG) {
          return value >= 1 && value <= LAST ? new Orientation(value) : UPRIGHT;
        }
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return UPRIGHT;
    }
    return UPRIGHT;
  }

  /** Returns whether rows and columns are exchanged. */
  boolean isExchanged() {
    return value >= FIRST_EXCHANGED;
  }

  /** Returns the picture upright: itself if it is. */
  BufferedImage upright(BufferedImage image) {
    if (value == 1) {
      return image;
    }
    boolean exchanged = isExchanged();
    int height = image.getHeight();
    int width = image.getWidth();
    Raster source = image.getRaster();
    WritableRaster target =
        exchanged
            ? source.createCompatibleWritableRaster(height, width)
            : source.createCompatibleWritableRaster(width, height);
    boolean fromEnd = value == 3 || value == 4 || value == 6 || value == 7;
    boolean backwards = value == 2 || value == 3 || value == 7 || value == 8;
    int[] samples = null;
    for (int row = 0; row < height; row++) {
      samples = source.getPixels(source.getMinX(), source.getMinY() + row, width, 1, samples);
      if (backwards) {
        reverse(samples, source.getNumBands());
      }
      int place = fromEnd ? height - 1 - row : row;
      if (exchanged) {
        target.setPixels(place, 0, 1, width, samples);
      } else {
        target.setPixels(0, place, width, 1, samples);
      }
    }
    return new BufferedImage(image.getColorModel(), target, image.isAlphaPremultiplied(), null);
  }

  private static void reverse(int[] samples, int bands) {
    int pixels = samples.length / bands;
    for (int i = 0; i < pixels / 2; i++) {
      for (int band = 0; band < bands; band++) {
        int first = i * bands + band;
        int last = (pixels - 1 - i) * bands + band;
        int sample = samples[first];
        samples[first] = samples[last];
        samples[last] = sample;
      }
    }
  }
}
