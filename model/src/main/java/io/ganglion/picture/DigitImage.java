package io.ganglion.picture;

import io.ganglion.formats.FormatException;
import io.ganglion.picture.ink.Sign;
import io.ganglion.picture.ink.Writing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Turns a picture of handwritten digits into images like those of MNIST, so that a network trained
 * on MNIST can read them.
 *
 * <p>A picture may be as people take it: dark on light or light on dark, in uneven light, on ruled
 * or squared paper, in a box, with dust, noise or small print. What is written in it is found by
 * its contrast with the paper around it. Then this follows the page of the MNIST database: the
 * digit is scaled to fit into 20×20 pixels without changing its proportions, in gray where its
 * edges fall between pixels, and is placed in 28×28 pixels with its centre of mass in the middle.
 * The ink is white, on black. A picture that is like this already stays as it is.
 *
 * <p>A digit is not turned upright, and digits that touch each other are one.
 *
 * <p>Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
 */
public final class DigitImage {
  /** The rows of the result, and the pixels in a row. */
  public static final int SIDE = 28;

  /** As many places are named in a message. */
  private static final int MOST_PLACES = 5;

  private DigitImage() {}

  /**
   * Reads a picture of one digit, of any size.
   *
   * @param file a PNG, JPEG, GIF, BMP, TIFF or WebP file
   * @return {@link #SIDE} × {@link #SIDE} pixels, white on black
   * @throws FormatException if it is not a picture, is blank, shows two or more things, or is too
   *     large for this JVM's heap
   * @throws IOException if it cannot be read
   */
  public static GrayImage read(Path file) throws IOException {
    BufferedImage picture = PictureFile.decode(file);
    try {
      return of(picture);
    } catch (IllegalArgumentException e) {
      throw new FormatException(file, e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw tooLarge(file, picture);
    }
  }

  /**
   * Reads a picture of any number of digits, one after the other.
   *
   * @param file a PNG or JPEG file
   * @return the digits, from left to right in each line, lines from top to bottom; empty if the
   *     picture is blank
   * @throws FormatException if it is not a picture, or is too large for this JVM's heap
   * @throws IOException if it cannot be read
   */
  public static List<FoundDigit> readAll(Path file) throws IOException {
    BufferedImage picture = PictureFile.decode(file);
    try {
      return all(picture);
    } catch (OutOfMemoryError e) {
      throw tooLarge(file, picture);
    }
  }

  /** Beside the picture, there are its shades and what finding ink makes of them. */
  private static FormatException tooLarge(Path file, BufferedImage picture) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    return GrayImage.tooLarge(file, height, width, Writing.memory(height, width));
  }

  /**
   * Turns a picture of one digit into an image like those of MNIST.
   *
   * @param picture of any size; not modified
   * @return {@link #SIDE} × {@link #SIDE} pixels, white on black
   * @throws IllegalArgumentException if the picture is blank, or shows two or more things
   */
  public static GrayImage of(BufferedImage picture) {
    List<FoundDigit> found = all(picture);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "is blank: nothing is clearly darker or lighter than the paper, expected one digit");
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(several(found));
    }
    return found.get(0).image();
  }

  private static String several(List<FoundDigit> found) {
    String places =
        found.stream().limit(MOST_PLACES).map(FoundDigit::place).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "two or more things are in the picture (%s%s), expected one digit: crop it, or read all of"
            + " them (--many)",
        places,
        found.size() > MOST_PLACES ? ", …" : "");
  }

  /**
   * Finds all digits in a picture.
   *
   * @param picture of any size; not modified
   * @return the digits, from left to right in each line, lines from top to bottom; empty if the
   *     picture is blank
   */
  public static List<FoundDigit> all(BufferedImage picture) {
    if (picture.getHeight() == SIDE && picture.getWidth() == SIDE) {
      GrayImage gray = GrayImage.of(picture);
      if (Centring.isDone(gray)) {
        return List.of(new FoundDigit(gray, 0, 0, SIDE, SIDE));
      }
    }
    List<FoundDigit> digits = new ArrayList<>();
    for (Sign sign : Writing.of(picture)) {
      GrayImage image = Centring.of(sign.ink(), sign.rows(), sign.columns());
      int height = Math.min(sign.height(), picture.getHeight() - sign.top());
      int width = Math.min(sign.width(), picture.getWidth() - sign.left());
      digits.add(new FoundDigit(image, sign.top(), sign.left(), height, width));
    }
    return List.copyOf(digits);
  }
}
