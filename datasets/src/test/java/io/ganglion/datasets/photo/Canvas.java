package io.ganglion.datasets.photo;

import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/** A picture that is being composed: paper, ink on it, then light, then the camera's noise. */
final class Canvas {
  private static final int CHANNELS = 3;

  final int height;
  final int width;
  private final float[][] channels;

  /** A number for each place of a picture, for example how much of it is covered, or lit. */
  @FunctionalInterface
  interface Field {
    double at(int row, int column);
  }

  Canvas(int height, int width, Colour paper) {
    this.height = height;
    this.width = width;
    this.channels = new float[CHANNELS][height * width];
    paint(paper, (row, column) -> 1);
  }

  /** Lays a colour over the picture, where {@code coverage} is above 0. */
  void paint(Colour colour, Field coverage) {
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double covered = Math.max(0, Math.min(coverage.at(row, column), 1));
        for (int c = 0; c < CHANNELS && covered > 0; c++) {
          float[] channel = channels[c];
          int at = row * width + column;
          channel[at] += (float) (covered * (colour.part(c) - channel[at]));
        }
      }
    }
  }

  /** Multiplies the light. */
  void light(Field field) {
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double light = field.at(row, column);
        for (float[] channel : channels) {
          channel[row * width + column] *= (float) light;
        }
      }
    }
  }

  /** Adds noise of this standard deviation to each pixel, equal in all colours or not. */
  void noise(double deviation, boolean coloured, RandomGenerator random) {
    for (int i = 0; i < height * width; i++) {
      double gray = deviation * random.nextGaussian();
      for (float[] channel : channels) {
        channel[i] += (float) (coloured ? deviation * random.nextGaussian() : gray);
      }
    }
  }

  /** Makes this part of the pixels black or white. */
  void salt(double part, RandomGenerator random) {
    for (int i = 0; i < height * width; i++) {
      if (random.nextDouble() < part) {
        float shade = random.nextBoolean() ? 1 : 0;
        for (float[] channel : channels) {
          channel[i] = shade;
        }
      }
    }
  }

  BufferedImage image() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < height * width; i++) {
      int rgb = 0;
      for (float[] channel : channels) {
        rgb = rgb << 8 | Math.round(255 * Math.max(0, Math.min(channel[i], 1)));
      }
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }
}
