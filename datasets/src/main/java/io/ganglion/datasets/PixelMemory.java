package io.ganglion.datasets;

import io.ganglion.formats.FormatException;

/** Allocates memory for pixels; the caller has checked that there are as many as claimed. */
final class PixelMemory {
  private PixelMemory() {}

  /**
   * Allocates memory for images.
   *
   * @param where the file or folder, for the message
   * @param images the number of images
   * @param height rows of pixels in an image
   * @param width pixels in a row
   * @return an array of {@code images × height × width} zeros
   * @throws FormatException if they do not fit into one array or into this JVM's heap
   */
  static byte[] allocate(Object where, long images, int height, int width) throws FormatException {
    long bytes = bytes(where, images, height, width);
    // Requesting more than the heap can ever hold might first make other work run out of memory.
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw tooLarge(where, images, height, width, bytes);
    }
    try {
      return new byte[(int) bytes];
    } catch (OutOfMemoryError e) {
      throw tooLarge(where, images, height, width, bytes);
    }
  }

  /** Returns {@code images × height × width}, checked to fit into an array. */
  static long bytes(Object where, long images, int height, int width) throws FormatException {
    long pixels = (long) height * width;
    if (images < 1 || height < 1 || width < 1) {
      throw new FormatException(
          where,
          "%d images of %d×%d pixels, expected at least one image of 1×1 pixels"
              .formatted(images, height, width));
    }
    // Some JVMs cannot make the last few array lengths below 2^31.
    if (images > (Integer.MAX_VALUE - 8) / pixels) {
      throw new FormatException(
          where,
          "%d images of %d×%d pixels, expected at most 2^31 − 9 pixels in all: split the data"
              .formatted(images, height, width));
    }
    return images * pixels;
  }

  private static FormatException tooLarge(
      Object where, long images, int height, int width, long bytes) {
    long megabyte = 1 << 20;
    return new FormatException(
        where,
        "%d images of %d×%d pixels need %d MB, but Java has a heap of %d MB: give it more (-Xmx)"
            .formatted(
                images,
                height,
                width,
                bytes / megabyte + 1,
                Runtime.getRuntime().maxMemory() / megabyte));
  }
}
