package io.ganglion.datasets.digits;

import io.ganglion.random.SplitMix64;
import java.util.List;
import java.util.Objects;

/**
 * Digits that look handwritten and need neither a file nor a network connection: an endless,
 * numbered sequence of labelled images, drawn on demand.
 *
 * <p>An image is {@value #HEIGHT} rows of {@value #WIDTH} gray pixels, white ink (255) on black
 * (0), laid out as in MNIST, so that a network trained on these digits can read those of MNIST.
 * Each digit is drawn along one of several hand-designed glyphs, deformed at random. Shapes and
 * ranges were chosen by eye and by trial against MNIST's training images; this class contains no
 * pixel, statistic or model of any data set.
 *
 * <p>Sample i depends only on the seed and on i. Its bytes are the same in any order of drawing, on
 * any thread and on any Java version. Random numbers come from SplitMix64. For training and
 * testing, use two different seeds, or two different ranges of one sequence.
 *
 * <p>The original network, two linear layers and a softmax, trained on 60,000 of these digits and
 * nothing else, reads about 86 % of MNIST's test set: {@code ganglion train --data digits --weights
 * digits.json --fresh}, then {@code ganglion test --data mnist --weights digits.json}.
 *
 * <p>Instances are immutable and safe for use by any number of threads.
 */
public final class EmbeddedDigits {

  /** The rows of an image. */
  public static final int HEIGHT = Page.SIZE;

  /** The columns of an image. */
  public static final int WIDTH = Page.SIZE;

  /** The classes: the digits 0 to 9. */
  public static final int CLASSES = 10;

  private static final double MEAN_RADIUS = 1.2;
  private static final double RADIUS_DEVIATION = 0.32;
  private static final double THINNEST_RADIUS = 0.7;

  private final long seed;

  /**
   * Makes the sequence of a seed.
   *
   * @param seed any number; sequences of different seeds are unrelated
   */
  public EmbeddedDigits(long seed) {
    this.seed = seed;
  }

  /**
   * The digit that a sample shows. Every ten samples, counted from a multiple of ten, show each
   * digit once, in random order.
   *
   * @param index the sample's number, at least 0
   * @return the digit, 0 to 9
   * @throws IllegalArgumentException if {@code index} is negative
   */
  public int label(int index) {
    requireIndex(index);
    int run = index / CLASSES;
    SplitMix64 random = SplitMix64.stream(seed, -1L - run);
    // Fisher and Yates' shuffle, from the inside out.
    int[] digits = new int[CLASSES];
    for (int digit = 0; digit < CLASSES; digit++) {
      int place = random.nextInt(digit + 1);
      digits[digit] = digits[place];
      digits[place] = digit;
    }
    return digits[index % CLASSES];
  }

  /**
   * Draws a sample's image.
   *
   * @param index the sample's number, at least 0
   * @param pixels receives the image row by row; {@code HEIGHT * WIDTH} bytes, each to be read as
   *     unsigned, are modified
   * @param offset where in {@code pixels} the image starts
   * @throws IllegalArgumentException if {@code index} is negative
   * @throws IndexOutOfBoundsException if {@code pixels} has no room for an image at {@code offset}
   */
  public void draw(int index, byte[] pixels, int offset) {
    requireIndex(index);
    Objects.checkFromIndexSize(offset, HEIGHT * WIDTH, pixels.length);
    SplitMix64 random = SplitMix64.stream(seed, index);
    Glyph glyph = Glyph.random(label(index), random);
    List<Stroke> strokes = new Handwriting(random).write(glyph);
    double radius =
        Math.max(THINNEST_RADIUS, IrwinHall.draw(random, MEAN_RADIUS, RADIUS_DEVIATION));
    Page.draw(strokes, radius, pixels, offset);
  }

  private static void requireIndex(int index) {
    if (index < 0) {
      throw new IllegalArgumentException(
          "embedded digit number " + index + " does not exist: numbers start at 0");
    }
  }
}
