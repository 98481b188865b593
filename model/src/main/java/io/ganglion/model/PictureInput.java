package io.ganglion.model;

import io.ganglion.picture.GrayImage;
import io.ganglion.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Gray pictures of one size.
 *
 * @param height rows of pixels, at least 1
 * @param width pixels in a row, at least 1
 * @param preparation how a picture becomes a gray image of this size
 * @param transposition which pictures have rows and columns exchanged when they are read
 * @param shades what the training data's raw values show: this scaling of them is 0 for black and 1
 *     for white; {@link Scaling#BYTES} unless the data had other values
 * @param scaling how raw values become inputs
 */
public record PictureInput(
    int height,
    int width,
    Preparation preparation,
    Transposition transposition,
    Scaling shades,
    Scaling scaling)
    implements ModelInput {

  /**
   * Checks the size.
   *
   * @param height rows of pixels, at least 1
   * @param width pixels in a row, at least 1
   * @param preparation how a picture becomes a gray image of this size
   * @param transposition which pictures have rows and columns exchanged when they are read
   * @param shades what the training data's raw values show
   * @param scaling how raw values become inputs
   * @throws IllegalArgumentException if a side is less than 1, or there are more than {@link
   *     GrayImage#MAXIMUM_PIXELS}
   */
  public PictureInput {
    Objects.requireNonNull(preparation, "preparation");
    Objects.requireNonNull(transposition, "transposition");
    Objects.requireNonNull(shades, "shades");
    Objects.requireNonNull(scaling, "scaling");
    if (height < 1 || width < 1 || (long) height * width > GrayImage.MAXIMUM_PIXELS) {
      throw new IllegalArgumentException(
          "pictures of "
              + height
              + "×"
              + width
              + " pixels; expected at least 1×1 and at most "
              + GrayImage.MAXIMUM_PIXELS
              + " pixels");
    }
  }

  /**
   * Makes the input of bytes: 0 black to 255 white, divided by 255.
   *
   * @param height rows of pixels, at least 1
   * @param width pixels in a row, at least 1
   * @param preparation how a picture becomes a gray image of this size
   * @return the input
   * @throws IllegalArgumentException if a side is less than 1, or there are too many pixels
   */
  public static PictureInput ofBytes(int height, int width, Preparation preparation) {
    return new PictureInput(
        height, width, preparation, Transposition.NONE, Scaling.BYTES, Scaling.BYTES);
  }

  @Override
  public Shape shape() {
    return Shape.of(height, width);
  }

  @Override
  public PictureInput withScaling(Scaling other) {
    return new PictureInput(height, width, preparation, transposition, shades, other);
  }

  /**
   * Returns the same input with another preparation.
   *
   * @param other the other preparation
   * @return the input
   */
  public PictureInput withPreparation(Preparation other) {
    return new PictureInput(height, width, other, transposition, shades, scaling);
  }

  /**
   * Returns the same input of pictures that are stored in another way.
   *
   * @param other which pictures have rows and columns exchanged when they are read
   * @return the input
   */
  public PictureInput withTransposition(Transposition other) {
    return new PictureInput(height, width, preparation, other, shades, scaling);
  }

  /**
   * Reads a picture and prepares it.
   *
   * @param file a picture's file
   * @return an image of this size
   * @throws io.ganglion.formats.FormatException if the file is not a picture, is damaged or too
   *     large, or if nothing is found in it
   * @throws IOException if it cannot be read
   */
  public GrayImage read(Path file) throws IOException {
    return transposition == Transposition.ALL
        ? preparation.read(file, width, height).transposed()
        : preparation.read(file, height, width);
  }

  /**
   * Prepares a picture.
   *
   * @param picture the picture; not modified
   * @return an image of this size
   * @throws IllegalArgumentException if it is too large, or if nothing is found in it
   */
  public GrayImage prepare(BufferedImage picture) {
    return transposition == Transposition.ALL
        ? preparation.prepare(picture, width, height).transposed()
        : preparation.prepare(picture, height, width);
  }

  /**
   * Makes an image's pixels the network's inputs.
   *
   * @param image an image of this size, as {@link #read} returns it
   * @return the inputs, in row order
   * @throws IllegalArgumentException if the image has another size
   */
  public double[] inputs(GrayImage image) {
    if (image.height() != height || image.width() != width) {
      throw new IllegalArgumentException(
          "an image of "
              + image.height()
              + "×"
              + image.width()
              + " pixels; expected "
              + height
              + "×"
              + width);
    }
    byte[] pixels = image.pixels();
    double[] inputs = new double[pixels.length];
    double step = shades.divisor() / 255;
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = scaling.of(shades.offset() + (pixels[i] & 0xFF) * step);
    }
    return inputs;
  }

  /** Describes the input for people. */
  @Override
  public String toString() {
    return "pictures of "
        + height
        + "×"
        + width
        + ", "
        + preparation.word()
        + switch (transposition) {
          case NONE -> "";
          case ARRAYS -> ", arrays transposed";
          case ALL -> ", transposed";
        }
        + ", "
        + scaling;
  }
}
