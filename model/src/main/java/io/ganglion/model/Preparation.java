package io.ganglion.model;

import io.ganglion.picture.DigitImage;
import io.ganglion.picture.GrayImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a picture becomes the gray image of a network's size. */
public enum Preparation {

  /**
   * The way of MNIST's images: the ink is found on its background, scaled to fit a square and
   * centred by its mass, light on dark. For pictures of one written digit or letter.
   */
  DIGIT {
    @Override
    GrayImage read(Path file, int height, int width) throws IOException {
      return DigitImage.read(file).scaledTo(height, width);
    }

    @Override
    GrayImage prepare(BufferedImage picture, int height, int width) {
      return DigitImage.of(picture).scaledTo(height, width);
    }
  },

  /** As it is: gray, and stretched to the size. For pictures like those that were trained on. */
  PLAIN {
    @Override
    GrayImage read(Path file, int height, int width) throws IOException {
      return GrayImage.read(file).scaledTo(height, width);
    }

    @Override
    GrayImage prepare(BufferedImage picture, int height, int width) {
      return GrayImage.of(picture).scaledTo(height, width);
    }
  };

  /** Prepares a picture. */
  abstract GrayImage prepare(BufferedImage picture, int height, int width);

  /** Reads and prepares a picture. */
  abstract GrayImage read(Path file, int height, int width) throws IOException;

  /**
   * Returns the word for files and options.
   *
   * @return {@code digit} or {@code plain}
   */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the preparation of a word.
   *
   * @param word such as {@code digit}
   * @return the preparation
   * @throws IllegalArgumentException if there is none of that word
   */
  public static Preparation of(String word) {
    return Arrays.stream(values())
        .filter(preparation -> preparation.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "preparation '"
                        + word
                        + "'; expected "
                        + Arrays.stream(values())
                            .map(Preparation::word)
                            .collect(Collectors.joining(" or "))));
  }
}
