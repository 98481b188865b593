package io.ganglion.datasets;

import io.ganglion.formats.FormatException;

/** Takes the memory for pixels, once it is known that there are as many as are claimed. */
final class PixelMemory {
  private PixelMemory() {}

  /**
   * Takes memory for images.
   *
   * @param where the file or folder, for the message
   * @param images how many images
   * @param height rows of an image
   * @param width pixels of a row
   * @return an array of {@code images × height × width} zeros
   * @throws FormatException if they do not fit into one array or into this JVM's heap
   */
  static byte[] allocate(Object where, long images, int height, int width) throws FormatException {
    long bytes = bytes(where, images, height, width);
    // Asking for more than the heap can ever hold would kill the caller's other work first.
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
        "%d images of %d×%d pixels need %d MB and Java has a heap of %d MB: give it more (-Xmx)"
            .formatted(
                images,
                height,
                width,
                bytes / megabyte + 1,
                Runtime.getRuntime().maxMemory() / megabyte));
  }
}
