package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Turns a picture of one handwritten digit into an image like those of MNIST, so that a network
 * trained on MNIST can read it.
 *
 * <p>This follows the page of the MNIST database: the digit is scaled to fit into 20×20 pixels
 * without changing its proportions, in gray where its edges fall between pixels, and is placed in
 * 28×28 pixels with its centre of mass in the middle. The ink is white, on black.
 *
 * <p>The ink is found first. The background is the median of the pixels on the picture's border.
 * Ink is either what is darker or what is lighter than the background, whichever adds up to the
 * larger difference. The largest difference of a pixel becomes white, and less than a tenth of it
 * counts as background. A photograph needs even light for this.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
 */
public final class DigitImage {
  /** The rows of the result, and the pixels in a row. */
  public static final int SIDE = 28;

  private static final int BOX = 20;
  private static final double FAINTEST_INK = 0.1;
  private static final double LEAST_CONTRAST = 16;

  private DigitImage() {}

  /**
   * Reads a picture of a digit, of any size, dark on light or light on dark.
   *
   * @param file a PNG, JPEG, GIF, BMP or TIFF file
   * @return {@link #SIDE} × {@link #SIDE} pixels, white on black
   * @throws FormatException if it is not a picture, is blank, or is too large for this JVM's heap
   * @throws IOException if it cannot be read
   */
  public static GrayImage read(Path file) throws IOException {
    GrayImage picture = GrayImage.read(file);
    try {
      return normalize(picture);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file, e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      // The picture, its ink, and the ink's box.
      long bytes = 3L * picture.height() * picture.width();
      throw GrayImage.tooLarge(file, picture.height(), picture.width(), bytes);
    }
  }

  /**
   * Turns a picture of a digit into an image like those of MNIST.
   *
   * @param picture of any size, dark on light or light on dark; not modified
   * @return {@link #SIDE} × {@link #SIDE} pixels, white on black
   * @throws IllegalArgumentException if the picture is blank: no pixel differs from the border by
   *     at least a sixteenth of the range of shades
   */
  public static GrayImage normalize(GrayImage picture) {
    int height = picture.height();
    int width = picture.width();
    byte[] ink = ink(picture);
    int top = height;
    int bottom = -1;
    int left = width;
    int right = -1;
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        if (ink[row * width + column] != 0) {
          top = Math.min(top, row);
          bottom = row;
          left = Math.min(left, column);
          right = Math.max(right, column);
        }
      }
    }
    int inkHeight = bottom - top + 1;
    int inkWidth = right - left + 1;
    byte[] cropped = new byte[inkHeight * inkWidth];
    for (int row = 0; row < inkHeight; row++) {
      System.arraycopy(ink, (top + row) * width + left, cropped, row * inkWidth, inkWidth);
    }
    int longest = Math.max(inkHeight, inkWidth);
    int boxHeight = Math.max(1, Math.round((float) BOX * inkHeight / longest));
    int boxWidth = Math.max(1, Math.round((float) BOX * inkWidth / longest));
    float[] box = Resampling.scale(cropped, inkHeight, inkWidth, boxHeight, boxWidth);
    return centred(box, boxHeight, boxWidth);
  }

  /** Returns how much ink each pixel has, 0 to 255. */
  private static byte[] ink(GrayImage picture) {
    byte[] pixels = picture.pixels();
    double background = borderMedian(picture);
    double lighter = 0;
    double darker = 0;
    double lightest = 0;
    double darkest = 0;
    for (byte pixel : pixels) {
      double difference = (pixel & 0xFF) - background;
      lighter += Math.max(0, difference);
      darker += Math.max(0, -difference);
      lightest = Math.max(lightest, difference);
      darkest = Math.max(darkest, -difference);
    }
    boolean lightOnDark = lighter > darker;
    double strongest = lightOnDark ? lightest : darkest;
    if (strongest < LEAST_CONTRAST) {
      throw new IllegalArgumentException(
          "is blank: no pixel is clearly darker or lighter than the border, expected one digit");
    }
    for (int i = 0; i < pixels.length; i++) {
      double difference = (pixels[i] & 0xFF) - background;
      double strength = (lightOnDark ? difference : -difference) / strongest;
      pixels[i] = strength > FAINTEST_INK ? GrayImage.toByte(255 * strength) : 0;
    }
    return pixels;
  }

  /** Averages the two middle values, so that an inverted picture has the inverted median. */
  private static double borderMedian(GrayImage picture) {
    int height = picture.height();
    int width = picture.width();
    int[] border = new int[2 * (height + width)];
    int count = 0;
    for (int column = 0; column < width; column++) {
      border[count++] = picture.pixel(0, column);
      border[count++] = picture.pixel(height - 1, column);
    }
    for (int row = 0; row < height; row++) {
      border[count++] = picture.pixel(row, 0);
      border[count++] = picture.pixel(row, width - 1);
    }
    Arrays.sort(border);
    return (border[count / 2 - 1] + border[count / 2]) / 2.0;
  }

  private static GrayImage centred(float[] box, int boxHeight, int boxWidth) {
    double mass = 0;
    double massByRow = 0;
    double massByColumn = 0;
    for (int row = 0; row < boxHeight; row++) {
      for (int column = 0; column < boxWidth; column++) {
        float ink = box[row * boxWidth + column];
        mass += ink;
        massByRow += ink * row;
        massByColumn += ink * column;
      }
    }
    int top = start(massByRow / mass, boxHeight);
    int left = start(massByColumn / mass, boxWidth);
    byte[] pixels = new byte[SIDE * SIDE];
    for (int row = 0; row < boxHeight; row++) {
      for (int column = 0; column < boxWidth; column++) {
        pixels[(top + row) * SIDE + left + column] = GrayImage.toByte(box[row * boxWidth + column]);
      }
    }
    return GrayImage.of(SIDE, SIDE, pixels);
  }

  /**
   * Returns where the box starts if its centre of mass falls on pixel 14, as in MNIST's images, or
   * the nearest place at which the box is inside the image.
   */
  private static int start(double centreOfMass, int boxSide) {
    int start = (int) Math.round(SIDE / 2 - centreOfMass);
    return Math.max(0, Math.min(start, SIDE - boxSide));
  }
}
