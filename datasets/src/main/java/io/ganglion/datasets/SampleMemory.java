package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.util.Locale;

/** Allocates memory for images and labels; the caller has checked that there are as many. */
final class SampleMemory {
  private static final long MEGABYTE = 1 << 20;

  private SampleMemory() {}

  /**
   * Allocates memory for images.
   *
   * @param where the file or folder, for the message
   * @param images the number of images
   * @param height rows of pixels in an image
   * @param width pixels in a row
   * @return an array of {@code images × height × width} zeros
   * @throws FormatException if they do not fit into one array or, together with their labels, into
   *     this JVM's heap
   */
  static byte[] pixels(Object where, long images, int height, int width) throws FormatException {
    require(where, images, height, width);
    try {
      return new byte[(int) bytes(where, images, height, width)];
    } catch (OutOfMemoryError e) {
      throw tooLarge(where, images, height, width);
    }
  }

  /**
   * Allocates memory for samples that are not bytes.
   *
   * @param where the file, for the message
   * @param samples the number of samples
   * @param each the number of values of a sample
   * @return an array of {@code samples × each} zeros
   * @throws FormatException if they do not fit into one array or into this JVM's heap
   */
  static float[] floats(Object where, long samples, int each) throws FormatException {
    long count = bytes(where, samples, 1, each);
    long most = Runtime.getRuntime().maxMemory();
    try {
      if (count * Float.BYTES <= most) {
        return new float[(int) count];
      }
    } catch (OutOfMemoryError e) {
      // Refused below.
    }
    throw new FormatException(
        where,
        String.format(
            Locale.ROOT,
            "%d samples of %d values %s",
            samples,
            each,
            missing(count * Float.BYTES)));
  }

  /**
   * Checks that this JVM's heap can hold images and their labels.
   *
   * @throws FormatException if they do not fit into one array or into the heap
   */
  static void require(Object where, long images, int height, int width) throws FormatException {
    // Requesting more than the heap can ever hold might first make other work run out of memory.
    if (need(bytes(where, images, height, width), images) > Runtime.getRuntime().maxMemory()) {
      throw tooLarge(where, images, height, width);
    }
  }

  private static long need(long pixels, long images) {
    return pixels + images * Integer.BYTES;
  }

  /**
   * Allocates memory for labels.
   *
   * @param where the file or folder, for the message
   * @param count the number of labels
   * @return an array of {@code count} zeros
   * @throws FormatException if they do not fit into this JVM's heap
   */
  static int[] labels(Object where, int count) throws FormatException {
    requireLabels(where, count);
    try {
      return new int[count];
    } catch (OutOfMemoryError e) {
      throw tooManyLabels(where, count);
    }
  }

  /**
   * Checks that this JVM's heap can hold labels.
   *
   * @throws FormatException if it cannot
   */
  static void requireLabels(Object where, long count) throws FormatException {
    if (count * Integer.BYTES > Runtime.getRuntime().maxMemory()) {
      throw tooManyLabels(where, count);
    }
  }

  private static FormatException tooManyLabels(Object where, long count) {
    return new FormatException(
        where, String.format(Locale.ROOT, "%d labels %s", count, missing(count * Integer.BYTES)));
  }

  /** Returns {@code images × height × width}, checked to fit into an array. */
  static long bytes(Object where, long images, int height, int width) throws FormatException {
    long pixels = (long) height * width;
    if (images < 1 || height < 1 || width < 1) {
      throw new FormatException(
          where,
          String.format(
              Locale.ROOT,
              "%d images of %d×%d pixels, expected at least one image of 1×1 pixels",
              images,
              height,
              width));
    }
    // Some JVMs cannot make the last few array lengths below 2^31.
    if (images > (Integer.MAX_VALUE - 8) / pixels) {
      throw new FormatException(
          where,
          String.format(
              Locale.ROOT,
              "%d images of %d×%d pixels, expected at most 2^31 − 9 pixels in all: split the data",
              images,
              height,
              width));
    }
    return images * pixels;
  }

  private static FormatException tooLarge(Object where, long images, int height, int width) {
    long bytes = need(images * height * width, images);
    return new FormatException(
        where,
        String.format(
            Locale.ROOT, "%d images of %d×%d pixels %s", images, height, width, missing(bytes)));
  }

  /**
   * Says what is needed. A collector divides the heap into generations or regions, and an array must
   * fit into the free part of one: twice its size, besides what a training needs, is enough for all.
   */
  static String missing(long bytes) {
    return String.format(
        Locale.ROOT,
        "need %d MB in one piece, more than Java has free in its heap of %d MB: give it -Xmx%dm",
        bytes / MEGABYTE + 1,
        Runtime.getRuntime().maxMemory() / MEGABYTE,
        2 * bytes / MEGABYTE + 64);
  }
}
