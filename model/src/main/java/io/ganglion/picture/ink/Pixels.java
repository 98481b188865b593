package io.ganglion.picture.ink;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The colours of a picture, row by row: red, green, blue and alpha from 0 to 1, as they are in
 * sRGB. Colour profiles are ignored.
 */
public final class Pixels {
  /** The numbers of a pixel. */
  public static final int PARTS = 4;

  private final BufferedImage image;
  private final boolean gray;
  private final int[] samples;
  private final float[] row;

  /**
   * Starts reading.
   *
   * @param image the picture; not modified
   */
  public Pixels(BufferedImage image) {
    this.image = image;
    ColorModel model = image.getColorModel();
    // Java takes gray samples for linear light, and would brighten them when converting them to
    // RGB.
    this.gray = model.getNumColorComponents() == 1 && !(model instanceof IndexColorModel);
    this.samples = new int[image.getWidth() * (gray ? image.getRaster().getNumBands() : 1)];
    this.row = new float[image.getWidth() * PARTS];
  }

  /**
   * Reads a row.
   *
   * @param y from 0 at the top
   * @return red, green, blue and alpha of each pixel; the next call overwrites them
   */
  public float[] row(int y) {
    if (gray) {
      readGray(y);
    } else {
      readColours(y);
    }
    return row;
  }

  private void readGray(int y) {
    Raster raster = image.getRaster();
    ColorModel model = image.getColorModel();
    int width = image.getWidth();
    int bands = raster.getNumBands();
    double white = Math.scalb(1.0, model.getComponentSize(0)) - 1;
    double opaque = model.hasAlpha() ? Math.scalb(1.0, model.getComponentSize(bands - 1)) - 1 : 1;
    raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, samples);
    for (int x = 0; x < width; x++) {
      float shade = (float) (samples[x * bands] / white);
      float alpha = model.hasAlpha() ? (float) (samples[x * bands + bands - 1] / opaque) : 1;
      set(x, shade, shade, shade, alpha);
    }
  }

  private void readColours(int y) {
    int width = image.getWidth();
    image.getRGB(0, y, width, 1, samples, 0, width);
    for (int x = 0; x < width; x++) {
      int argb = samples[x];
      set(
          x,
          (argb >> 16 & 0xFF) / 255f,
          (argb >> 8 & 0xFF) / 255f,
          (argb & 0xFF) / 255f,
          (argb >>> 24) / 255f);
    }
  }

  private void set(int x, float red, float green, float blue, float alpha) {
    row[x * PARTS] = red;
    row[x * PARTS + 1] = green;
    row[x * PARTS + 2] = blue;
    row[x * PARTS + 3] = alpha;
  }
}
