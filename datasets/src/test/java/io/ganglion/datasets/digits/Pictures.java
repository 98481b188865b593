package io.ganglion.datasets.digits;

import io.ganglion.picture.GrayImage;
import java.util.Arrays;

/** Changes to pictures such as a scanner or a camera might make. */
final class Pictures {
  private Pictures() {}

  /** Draws each pixel as a square of pixels. */
  static GrayImage repeated(GrayImage picture, int times) {
    int width = picture.width() * times;
    byte[] pixels = new byte[picture.height() * times * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) picture.pixel(i / width / times, i % width / times);
    }
    return GrayImage.of(picture.height() * times, width, pixels);
  }

  /** Lays a picture on a larger black one. */
  static GrayImage padded(GrayImage picture, int top, int left, int height, int width) {
    byte[] pixels = new byte[height * width];
    for (int row = 0; row < picture.height(); row++) {
      for (int column = 0; column < picture.width(); column++) {
        pixels[(top + row) * width + left + column] = (byte) picture.pixel(row, column);
      }
    }
    return GrayImage.of(height, width, pixels);
  }

  /** Maps shades linearly from 0…255 to {@code from…to}. */
  static GrayImage faded(GrayImage picture, int from, int to) {
    byte[] pixels = picture.pixels();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(from + (to - from) * (pixels[i] & 0xFF) / 255.0);
    }
    return GrayImage.of(picture.height(), picture.width(), pixels);
  }

  static GrayImage even(int height, int width, int shade) {
    byte[] pixels = new byte[height * width];
    Arrays.fill(pixels, (byte) shade);
    return GrayImage.of(height, width, pixels);
  }

  static double meanDifference(GrayImage a, GrayImage b) {
    double sum = 0;
    for (int row = 0; row < a.height(); row++) {
      for (int column = 0; column < a.width(); column++) {
        sum += Math.abs(a.pixel(row, column) - b.pixel(row, column));
      }
    }
    return sum / a.height() / a.width();
  }

  /**
   * Returns the least mean difference of two digits if one may be moved by a pixel: a centre of
   * mass halfway between two pixels may fall on either.
   */
  static double leastDifference(GrayImage a, GrayImage b) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 9; i++) {
      GrayImage larger = padded(a, i / 3, i % 3, a.height() + 2, a.width() + 2);
      GrayImage other = padded(b, 1, 1, b.height() + 2, b.width() + 2);
      least = Math.min(least, meanDifference(larger, other) * (a.height() + 2) / a.height());
    }
    return least;
  }
}
