package io.ganglion.datasets;

import io.ganglion.tensor.Shape;
import io.ganglion.train.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Labelled gray images of one size, held at one byte per pixel.
 *
 * <p>The whole training set of MNIST takes 47 MB this way; a pixel becomes a number for a network
 * only when {@link #samples()} is read. Rows of features that are not pictures are images of height
 * 1. A dataset is immutable, so any number of threads may read it.
 */
public final class Dataset {
  /** The most classes that a dataset may have: a one-hot target holds one number per class. */
  public static final int MAXIMUM_CLASSES = 65_536;

  private final String name;
  private final int height;
  private final int width;
  private final List<String> classNames;
  private final byte[] pixels;
  private final int[] labels;
  private final int size;

  private Dataset(
      String name,
      int height,
      int width,
      List<String> classNames,
      byte[] pixels,
      int[] labels,
      int size) {
    this.name = name;
    this.height = height;
    this.width = width;
    this.classNames = classNames;
    this.pixels = pixels;
    this.labels = labels;
    this.size = size;
  }

  /**
   * Makes a dataset from arrays. They may be large and are not copied, so the caller must not
   * change them afterwards.
   *
   * @param name the dataset's name in messages
   * @param height rows of pixels in an image, at least 1
   * @param width pixels in a row, at least 1
   * @param classNames the name of each class, in the order of the labels
   * @param pixels the images one after the other, each in row order, 0 black to 255 white; {@code
   *     labels.length × height × width} bytes; not modified
   * @param labels the class of each image, from 0 to {@code classNames.size() − 1}; not modified
   * @return the dataset
   * @throws IllegalArgumentException if there is no image, if the lengths do not match, if there is
   *     no class or more than {@link #MAXIMUM_CLASSES}, or if a label is outside the classes
   */
  public static Dataset of(
      String name, int height, int width, List<String> classNames, byte[] pixels, int[] labels) {
    Objects.requireNonNull(name, "name");
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          name + ": images of " + height + "×" + width + " pixels; expected at least 1×1");
    }
    if (labels.length == 0) {
      throw new IllegalArgumentException(name + ": no images; expected at least one");
    }
    if (pixels.length / height / width != labels.length
        || (long) labels.length * height * width != pixels.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %d labels and %d pixels; expected %d×%d pixels for each label",
              name,
              labels.length,
              pixels.length,
              height,
              width));
    }
    checkLabels(name, labels, labels.length, classNames.size());
    return new Dataset(name, height, width, List.copyOf(classNames), pixels, labels, labels.length);
  }

  private static void checkLabels(String name, int[] labels, int size, int classes) {
    if (classes < 1 || classes > MAXIMUM_CLASSES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "%s: %d classes; expected 1 to %d", name, classes, MAXIMUM_CLASSES));
    }
    for (int i = 0; i < size; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: label %d of image %d is outside the %d classes; expected 0 to %d",
                name,
                labels[i],
                i,
                classes,
                classes - 1));
      }
    }
  }

  /**
   * Names classes by their numbers.
   *
   * @param classes how many classes, at least 0
   * @return {@code "0", "1", …}
   */
  public static List<String> numberedClasses(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /**
   * Returns the dataset's name in messages.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns how many images there are.
   *
   * @return at least 1
   */
  public int size() {
    return size;
  }

  /**
   * Returns how many rows of pixels an image has.
   *
   * @return at least 1
   */
  public int height() {
    return height;
  }

  /**
   * Returns how many pixels a row of an image has.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * Returns the names of the classes, in the order of the labels.
   *
   * @return an unmodifiable list
   */
  public List<String> classNames() {
    return classNames;
  }

  /**
   * Returns the class of one image.
   *
   * @param index the image, from 0
   * @return a number from 0 to {@code classNames().size() − 1}
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public int label(int index) {
    return labels[Objects.checkIndex(index, size)];
  }

  /**
   * Copies one image's pixels, in row order.
   *
   * @param index the image, from 0
   * @return a new array of {@code height × width} bytes, 0 black to 255 white
   * @throws IndexOutOfBoundsException if there is no such image
   */
  public byte[] pixels(int index) {
    int start = Objects.checkIndex(index, size) * height * width;
    return Arrays.copyOfRange(pixels, start, start + height * width);
  }

  /**
   * Returns a view of the first images only; no pixel is copied.
   *
   * @param limit how many images at most, at least 1
   * @return this dataset's first {@code limit} images, or this dataset if it has no more
   * @throws IllegalArgumentException if {@code limit} is less than 1
   */
  public Dataset limit(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("limit " + limit + "; expected at least 1");
    }
    return limit >= size
        ? this
        : new Dataset(name, height, width, classNames, pixels, labels, limit);
  }

  /**
   * Returns the same images with other classes, for example those that a network was trained for if
   * this part of the data happens to lack the last of them.
   *
   * @param names the name of each class, in the order of the labels
   * @return a view of this dataset's images; no pixel is copied
   * @throws IllegalArgumentException if a label is outside these classes
   */
  public Dataset withClassNames(List<String> names) {
    checkLabels(name, labels, size, names.size());
    return new Dataset(name, height, width, List.copyOf(names), pixels, labels, size);
  }

  /**
   * Returns the images and labels as samples for a network.
   *
   * <p>An input has the shape {@code [height, width]} and the values {@code pixel / 255.0}; a
   * target has the shape {@code [classes]} and is one-hot: 1 at the label and 0 elsewhere.
   *
   * @return a view of this dataset, which any number of threads may read
   */
  public Samples samples() {
    return new PixelSamples(height, width, classNames.size(), pixels, labels, size);
  }

  /** A dataset's bytes as numbers for a network. */
  private record PixelSamples(
      Shape inputShape,
      Shape targetShape,
      int inputs,
      int classes,
      byte[] pixels,
      int[] labels,
      int size)
      implements Samples {
    /** {@code FRACTION[p] = p / 255.0}: looking it up gives the same bits as dividing. */
    private static final double[] FRACTION =
        IntStream.range(0, 256).mapToDouble(pixel -> pixel / 255.0).toArray();

    PixelSamples(int height, int width, int classes, byte[] pixels, int[] labels, int size) {
      this(
          Shape.of(height, width),
          Shape.of(classes),
          height * width,
          classes,
          pixels,
          labels,
          size);
    }

    @Override
    public void readInput(int sample, double[] destination, int offset) {
      int start = Objects.checkIndex(sample, size) * inputs;
      for (int i = 0; i < inputs; i++) {
        destination[offset + i] = FRACTION[pixels[start + i] & 0xFF];
      }
    }

    @Override
    public void readTarget(int sample, double[] destination, int offset) {
      int label = labels[Objects.checkIndex(sample, size)];
      Arrays.fill(destination, offset, offset + classes, 0);
      destination[offset + label] = 1;
    }
  }
}
