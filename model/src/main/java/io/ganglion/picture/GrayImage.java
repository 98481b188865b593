package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import io.ganglion.picture.ink.Pixels;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * A picture in shades of gray, one byte per pixel: 0 is black, 255 is white. It is immutable.
 *
 * <p>It can be read from PNG, JPEG, GIF, BMP and TIFF files, whatever their names; of an animated
 * PNG, the still picture is read, of an animated GIF and of a TIFF of many pages the first. Colours
 * become gray by their luma (ITU-R BT.601: {@code 0.299 R + 0.587 G + 0.114 B}), 16-bit samples are
 * rounded to 8 bits, and transparent pixels are laid on white. Colour profiles are ignored. A
 * picture whose camera notes how it was held is turned upright.
 */
public final class GrayImage {
  /**
   * The most pixels that a picture may have. Before a picture is decoded, its size is compared with
   * this limit and with the size of the heap.
   */
  public static final int MAXIMUM_PIXELS = 50_000_000;

  /** The difference of channels from which on a pixel is not gray, as compression may make it. */
  private static final int CLEARLY = 24;

  private final int height;
  private final int width;
  private final byte[] pixels;

  private GrayImage(int height, int width, byte[] pixels) {
    this.height = height;
    this.width = width;
    this.pixels = pixels;
  }

  /**
   * Makes a picture from pixels.
   *
   * @param height rows of pixels, at least 1
   * @param width pixels in a row, at least 1
   * @param pixels {@code height × width} bytes in row order; copied
   * @return the picture
   * @throws IllegalArgumentException if the number of pixels is not {@code height × width}
   */
  public static GrayImage of(int height, int width, byte[] pixels) {
    if (height < 1 || width < 1 || (long) height * width != pixels.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d pixels for a picture of %d×%d; expected height × width, each at least 1",
              pixels.length,
              height,
              width));
    }
    return new GrayImage(height, width, pixels.clone());
  }

  /**
   * Reads a picture.
   *
   * @param file a PNG, JPEG, GIF, BMP, TIFF or WebP file
   * @return the picture, in its own size
   * @throws FormatException if it is not a picture in one of these formats, is damaged, has more
   *     than {@link #MAXIMUM_PIXELS}, needs more memory than this JVM's heap has, or would take too
   *     long to decode: a JPEG in more than 100 scans, or of more than 250 million pixels in all
   *     scans together; a PNG of more than 250 million bytes, those of an interlaced one counted
   *     twice
   * @throws IOException if it cannot be read
   */
  public static GrayImage read(Path file) throws IOException {
    BufferedImage image = PictureFile.decode(file);
    try {
      return of(image);
    } catch (OutOfMemoryError e) {
      long bytes = 2L * image.getHeight() * image.getWidth();
      throw tooLarge(file, image.getHeight(), image.getWidth(), bytes);
    }
  }

  /**
   * Finds out a picture's size without decoding it.
   *
   * @param file a PNG, JPEG, GIF, BMP, TIFF or WebP file
   * @return its width and height in pixels
   * @throws FormatException if it is not a picture, is cut off, or is too large
   * @throws IOException if it cannot be read
   */
  public static Dimension size(Path file) throws IOException {
    EncodedPicture picture = PictureFile.read(file);
    PictureSize size = picture.size();
    return picture.orientation().isExchanged()
        ? new Dimension(size.height(), size.width())
        : new Dimension(size.width(), size.height());
  }

  /**
   * Finds out whether a picture has colours, which are lost in a gray one.
   *
   * @param file a PNG, JPEG, GIF, BMP, TIFF or WebP file
   * @return whether one pixel or more is clearly not gray
   * @throws FormatException if it is not a picture, is damaged or too large
   * @throws IOException if it cannot be read
   */
  public static boolean isInColour(Path file) throws IOException {
    BufferedImage image = PictureFile.decode(file);
    if (image.getColorModel().getNumColorComponents() == 1) {
      return false;
    }
    for (int row = 0; row < image.getHeight(); row++) {
      for (int column = 0; column < image.getWidth(); column++) {
        int colour = image.getRGB(column, row);
        int red = colour >> 16 & 0xFF;
        int green = colour >> 8 & 0xFF;
        int blue = colour & 0xFF;
        if (Math.max(Math.abs(red - green), Math.abs(green - blue)) > CLEARLY) {
          return true;
        }
      }
    }
    return false;
  }

  /** The exception for a picture that needs more memory than the heap has. */
  static FormatException tooLarge(Path file, int height, int width, long bytes) {
    long megabyte = 1 << 20;
    return new FormatException(
        file,
        String.format(
            Locale.ROOT,
            "is a picture of %d×%d pixels that needs %d MB, but Java has a heap of %d MB: scale it"
                + " down first, or give Java more (-Xmx)",
            height,
            width,
            bytes / megabyte + 1,
            Runtime.getRuntime().maxMemory() / megabyte));
  }

  /**
   * Makes a picture gray: Y = 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), on white where it is
   * transparent.
   *
   * @param image the picture; not modified
   * @return the gray picture, of the same size
   * @throws IllegalArgumentException if it has more than {@link #MAXIMUM_PIXELS}
   */
  public static GrayImage of(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    if ((long) height * width > MAXIMUM_PIXELS) {
      throw new IllegalArgumentException(
          "a picture of "
              + height
              + "×"
              + width
              + " pixels; expected at most "
              + MAXIMUM_PIXELS
              + ": scale it down first");
    }
    byte[] gray = new byte[height * width];
    Pixels pixels = new Pixels(image);
    for (int row = 0; row < height; row++) {
      float[] colours = pixels.row(row);
      for (int column = 0; column < width; column++) {
        int at = column * Pixels.PARTS;
        double luma = 0.299 * colours[at] + 0.587 * colours[at + 1] + 0.114 * colours[at + 2];
        double alpha = colours[at + 3];
        gray[row * width + column] = toByte(255 * (luma * alpha + 1 - alpha));
      }
    }
    return new GrayImage(height, width, gray);
  }

  static byte toByte(double shade) {
    return (byte) Math.round(Math.max(0, Math.min(shade, 255)));
  }

  /**
   * Returns how many rows of pixels there are.
   *
   * @return at least 1
   */
  public int height() {
    return height;
  }

  /**
   * Returns how many pixels a row has.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Returns one pixel.
   *
   * @param row from 0 at the top
   * @param column from 0 at the left
   * @return 0 black to 255 white
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public int pixel(int row, int column) {
    Objects.checkIndex(row, height);
    return pixels[row * width + Objects.checkIndex(column, width)] & 0xFF;
  }

  /**
   * Copies all pixels.
   *
   * @return a new array of {@code height × width} bytes in row order
   */
  public byte[] pixels() {
    return pixels.clone();
  }

  /**
   * Returns the picture in another size, stretched to fill it: averaged where it shrinks,
   * interpolated where it grows.
   *
   * @param newHeight rows of pixels, at least 1
   * @param newWidth pixels in a row, at least 1
   * @return the scaled picture, or this picture if it already has that size
   * @throws IllegalArgumentException if a side is less than 1 or there are more than {@link
   *     #MAXIMUM_PIXELS}
   */
  public GrayImage scaledTo(int newHeight, int newWidth) {
    if (newHeight < 1 || newWidth < 1 || (long) newHeight * newWidth > MAXIMUM_PIXELS) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d×%d pixels; expected at least 1×1 and at most %d pixels",
              newHeight,
              newWidth,
              MAXIMUM_PIXELS));
    }
    if (newHeight == height && newWidth == width) {
      return this;
    }
    float[] scaled = Resampling.scale(pixels, height, width, newHeight, newWidth);
    byte[] result = new byte[scaled.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = toByte(scaled[i]);
    }
    return new GrayImage(newHeight, newWidth, result);
  }

  /**
   * Returns the picture with rows and columns exchanged.
   *
   * @return a picture as high as this one is wide
   */
  public GrayImage transposed() {
    byte[] result = new byte[pixels.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = pixels[i % height * width + i / height];
    }
    return new GrayImage(width, height, result);
  }

  /**
   * Returns the picture with black and white exchanged.
   *
   * @return a picture whose pixels are {@code 255 − pixel}
   */
  public GrayImage inverted() {
    byte[] result = new byte[pixels.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) ~pixels[i];
    }
    return new GrayImage(height, width, result);
  }
}
