package io.ganglion.datasets.image;

import io.ganglion.formats.FormatException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * A picture in shades of gray, one byte per pixel: 0 is black, 255 is white. It is immutable.
 *
 * <p>It can be read from PNG, JPEG, and any other format that Java's ImageIO knows. Colours become
 * gray by their luma (ITU-R BT.601: {@code 0.299 R + 0.587 G + 0.114 B}), 16-bit samples are
 * rounded to 8 bits, and transparent pixels are laid on white. The orientation that a camera notes
 * is ignored.
 */
public final class GrayImage {
  /**
   * The most pixels that a picture may have. Before a picture is decoded, its size is compared with
   * this limit and with the size of the heap.
   */
  public static final int MAXIMUM_PIXELS = 50_000_000;

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
          "%d pixels for a picture of %d×%d; expected height × width, each at least 1"
              .formatted(pixels.length, height, width));
    }
    return new GrayImage(height, width, pixels.clone());
  }

  /**
   * Reads a picture.
   *
   * @param file a PNG or JPEG file
   * @return the picture, in its own size
   * @throws FormatException if it is not a picture, is damaged, has more than {@link
   *     #MAXIMUM_PIXELS}, or needs more memory than this JVM's heap has
   * @throws IOException if it cannot be read
   */
  public static GrayImage read(Path file) throws IOException {
    if (Files.notExists(file)) {
      throw new NoSuchFileException(file + ": no such file, expected a PNG or JPEG picture");
    }
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": is not a file, expected a PNG or JPEG picture");
    }
    try (InputStream stream = Files.newInputStream(file);
        ImageInputStream in = new MemoryCacheImageInputStream(stream)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new FormatException(
            file, "is not a picture that Java can read, expected PNG or JPEG");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        int height = reader.getHeight(0);
        int width = reader.getWidth(0);
        requireDecodable(file, height, width);
        return decode(file, reader, height, width);
      } finally {
        reader.dispose();
      }
    } catch (FormatException e) {
      throw e;
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": cannot be read: permission denied", e);
    } catch (IOException | RuntimeException e) {
      // Decoders throw any exception at hostile bytes: for negative sizes, for indices out of
      // bounds.
      throw new FormatException(
          file, "is a damaged or unusual picture (" + reason(e) + "), expected PNG or JPEG", e);
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.replaceAll("\\p{Cntrl}+", " ");
  }

  /** The JPEG decoder only warns about a file that is cut off, and fills the rest with gray. */
  private static void requireWhole(Path file, List<String> warnings) throws FormatException {
    for (String warning : warnings) {
      if (warning.contains("premature end")) {
        throw new FormatException(file, "is cut off: its picture ends early; get the file again");
      }
    }
  }

  private static void requireDecodable(Path file, int height, int width) throws FormatException {
    if (height < 1 || width < 1 || (long) height * width > MAXIMUM_PIXELS) {
      throw new FormatException(
          file,
          "is a picture of %d×%d pixels, expected at most %d pixels: scale it down first"
              .formatted(height, width, MAXIMUM_PIXELS));
    }
  }

  private static GrayImage decode(Path file, ImageReader reader, int height, int width)
      throws IOException {
    // The picture is in memory twice: in its own colours, and in gray.
    long bytes = (long) height * width * (bytesPerPixel(reader) + 1);
    // Requesting more than the heap can ever hold might first make other work run out of memory.
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw tooLarge(file, height, width, bytes);
    }
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try {
      BufferedImage image = reader.read(0);
      requireWhole(file, warnings);
      return of(image);
    } catch (OutOfMemoryError e) {
      throw tooLarge(file, height, width, bytes);
    }
  }

  /** Returns the bytes that a pixel takes in its own colours, or 4 if the decoder cannot say. */
  private static int bytesPerPixel(ImageReader reader) throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (!types.hasNext()) {
      return 4;
    }
    SampleModel samples = types.next().getSampleModel();
    return samples.getNumDataElements()
        * Math.max(1, DataBuffer.getDataTypeSize(samples.getDataType()) / Byte.SIZE);
  }

  /** The exception for a picture that needs more memory than the heap has. */
  static FormatException tooLarge(Path file, int height, int width, long bytes) {
    long megabyte = 1 << 20;
    return new FormatException(
        file,
        ("is a picture of %d×%d pixels that needs %d MB, but Java has a heap of %d MB: scale it"
                + " down first, or give Java more (-Xmx)")
            .formatted(
                height, width, bytes / megabyte + 1, Runtime.getRuntime().maxMemory() / megabyte));
  }

  private static GrayImage of(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    byte[] pixels = new byte[height * width];
    ColorModel model = image.getColorModel();
    // Java takes gray samples for linear light, and would brighten them when converting them to
    // RGB.
    boolean gray = model.getNumColorComponents() == 1 && !(model instanceof IndexColorModel);
    for (int row = 0; row < height; row++) {
      if (gray) {
        readGray(image, row, pixels);
      } else {
        readColours(image, row, pixels);
      }
    }
    return new GrayImage(height, width, pixels);
  }

  private static void readGray(BufferedImage image, int row, byte[] pixels) {
    Raster raster = image.getRaster();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    ColorModel model = image.getColorModel();
    double white = Math.scalb(1.0, model.getComponentSize(0)) - 1;
    double opaque = model.hasAlpha() ? Math.scalb(1.0, model.getComponentSize(bands - 1)) - 1 : 1;
    int[] samples =
        raster.getPixels(raster.getMinX(), raster.getMinY() + row, width, 1, (int[]) null);
    for (int column = 0; column < width; column++) {
      double shade = samples[column * bands] / white;
      double alpha = model.hasAlpha() ? samples[column * bands + bands - 1] / opaque : 1;
      pixels[row * width + column] = toByte(onWhite(255 * shade, alpha));
    }
  }

  private static void readColours(BufferedImage image, int row, byte[] pixels) {
    int width = image.getWidth();
    int[] colours = image.getRGB(0, row, width, 1, null, 0, width);
    for (int column = 0; column < width; column++) {
      int colour = colours[column];
      double luma =
          0.299 * (colour >> 16 & 0xFF) + 0.587 * (colour >> 8 & 0xFF) + 0.114 * (colour & 0xFF);
      pixels[row * width + column] = toByte(onWhite(luma, (colour >>> 24) / 255.0));
    }
  }

  private static double onWhite(double shade, double alpha) {
    return shade * alpha + 255 * (1 - alpha);
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
          "%d×%d pixels; expected at least 1×1 and at most %d pixels"
              .formatted(newHeight, newWidth, MAXIMUM_PIXELS));
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
