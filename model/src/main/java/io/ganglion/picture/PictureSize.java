package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The size of a picture in a file, checked before the picture is decoded.
 *
 * @param height rows of pixels, at least 1
 * @param width pixels in a row, at least 1
 * @param bytesPerPixel the memory that a pixel takes in its own colours
 */
record PictureSize(int height, int width, int bytesPerPixel) {
  /**
   * The most work that decoding a picture may take: about the number of samples that are computed.
   * It is enough for five bytes for each of the most pixels, or for five passes.
   */
  static final long MOST_WORK = 5L * GrayImage.MAXIMUM_PIXELS;

  /** What a row costs beside its pixels, in samples. */
  private static final int ROW = 128;

  /**
   * Checks a size that a file claims.
   *
   * @throws FormatException if there are no pixels, more than {@link GrayImage#MAXIMUM_PIXELS}, or
   *     more than fit into this JVM's heap
   */
  static PictureSize of(Path file, long height, long width, int bytesPerPixel)
      throws FormatException {
    if (height < 1 || width < 1 || height > GrayImage.MAXIMUM_PIXELS / width) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "is a picture of %d×%d pixels, expected at least one and at most %d pixels: scale it down first",
              height,
              width,
              GrayImage.MAXIMUM_PIXELS));
    }
    PictureSize size = new PictureSize((int) height, (int) width, bytesPerPixel);
    // Requesting more than the heap can ever hold might first make other work run out of memory.
    if (size.memory() > Runtime.getRuntime().maxMemory()) {
      throw size.tooLarge(file);
    }
    return size;
  }

  /** The picture is in memory twice: in its own colours, and in gray. */
  private long memory() {
    return (long) height * width * (bytesPerPixel + 1);
  }

  /** The exception for a picture that needs more memory than the heap has. */
  FormatException tooLarge(Path file) {
    return GrayImage.tooLarge(file, height, width, memory());
  }

  /**
   * Refuses a picture that would take very long to decode, although it is small enough.
   *
   * @param file the file
   * @param samples how many samples are computed for each pixel, in all passes together
   * @param passes how often the decoder goes through all rows
   * @param scans how to say that, for the message
   * @throws FormatException if the work is more than {@link #MOST_WORK}
   */
  void requireLittleWork(Path file, long samples, long passes, String scans)
      throws FormatException {
    if (height * (width * samples + ROW * passes) > MOST_WORK) {
      throw new FormatException(
          file,
          String.format(
              Locale.ROOT,
              "is a picture of %d×%d pixels%s, which takes too long to decode: scale it down first",
              height,
              width,
              scans));
    }
  }
}
