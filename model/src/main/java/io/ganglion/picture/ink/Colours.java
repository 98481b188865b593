package io.ganglion.picture.ink;

import java.awt.image.BufferedImage;

/**
 * The colours of a picture, of at most about a million pixels: a larger picture is reduced by
 * averaging blocks of pixels.
 *
 * <p>Transparent pixels are laid on white, or on black if what can be seen is light: white ink on
 * nothing is meant to be seen.
 *
 * @param channels red, green and blue from 0 to 1
 * @param reduction the side of the blocks, in pixels
 */
record Colours(Plane[] channels, int reduction) {
  private static final int MOST_PIXELS = 1 << 20;
  private static final int LONGEST_SIDE = 1 << 13;
  private static final float MIDDLE = 0.5f;

  /** Reads a picture. */
  static Colours of(BufferedImage image) {
    int height = image.getHeight();
    int width = image.getWidth();
    int reduction = reduction(height, width);
    Plane[] planes = new Plane[Pixels.PARTS];
    for (int part = 0; part < planes.length; part++) {
      planes[part] = new Plane(blocks(height, reduction), blocks(width, reduction));
    }
    Pixels pixels = new Pixels(image);
    for (int y = 0; y < height; y++) {
      add(pixels.row(y), y, width, height, reduction, planes);
    }
    return new Colours(composed(planes), reduction);
  }

  /** Returns the side of the blocks of a picture. */
  static int reduction(int height, int width) {
    int byPixels = (int) Math.ceil(Math.sqrt((double) height * width / MOST_PIXELS));
    int bySide = blocks(Math.max(height, width), LONGEST_SIDE);
    return Math.max(1, Math.max(byPixels, bySide));
  }

  private static int blocks(int length, int side) {
    return (length + side - 1) / side;
  }

  /** Adds a row of pixels to the means of its blocks; colours count by their opacity. */
  private static void add(
      float[] row, int y, int width, int height, int reduction, Plane[] planes) {
    int blockWidth = planes[0].width();
    int blockRow = y / reduction;
    int rows = Math.min(reduction, height - blockRow * reduction);
    for (int x = 0; x < width; x++) {
      int blockColumn = x / reduction;
      int columns = Math.min(reduction, width - blockColumn * reduction);
      int block = blockRow * blockWidth + blockColumn;
      float alpha = row[x * Pixels.PARTS + 3];
      float share = 1f / (rows * columns);
      planes[0].values()[block] += row[x * Pixels.PARTS] * alpha * share;
      planes[1].values()[block] += row[x * Pixels.PARTS + 1] * alpha * share;
      planes[2].values()[block] += row[x * Pixels.PARTS + 2] * alpha * share;
      planes[3].values()[block] += alpha * share;
    }
  }

  private static Plane[] composed(Plane... planes) {
    float[] alpha = planes[3].values();
    double opacity = 0;
    double light = 0;
    for (int i = 0; i < alpha.length; i++) {
      opacity += alpha[i];
      light += planes[0].values()[i] + planes[1].values()[i] + planes[2].values()[i];
    }
    float backdrop = light / 3 > MIDDLE * opacity ? 0 : 1;
    Plane[] channels = {planes[0], planes[1], planes[2]};
    for (Plane channel : channels) {
      for (int i = 0; i < alpha.length; i++) {
        channel.values()[i] += (1 - alpha[i]) * backdrop;
      }
    }
    return channels;
  }
}
