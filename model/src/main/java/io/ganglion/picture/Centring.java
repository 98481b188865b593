package io.ganglion.picture;

/**
 * Places a digit as MNIST does: scaled to fit into 20×20 pixels without changing its proportions,
 * in 28×28 pixels with its centre of mass in the middle.
 */
final class Centring {
  private static final int SIDE = DigitImage.SIDE;
  private static final int BOX = 20;

  /** MNIST rounded centres of mass in its own way: they are at most so many pixels off. */
  private static final double OFF_CENTRE = 1.5;

  /** The digit's longer side, which is 20 pixels, may have lost faint ends. */
  private static final int SHORTEST = BOX - 3;

  private static final int STRONG = 224;

  private Centring() {}

  /**
   * Places a digit.
   *
   * @param ink row-major, {@code height × width}, as small as the digit; not modified
   * @return the digit, white on black
   */
  static GrayImage of(byte[] ink, int height, int width) {
    int longest = Math.max(height, width);
    int boxHeight = Math.max(1, Math.round((float) BOX * height / longest));
    int boxWidth = Math.max(1, Math.round((float) BOX * width / longest));
    float[] box = Resampling.scale(ink, height, width, boxHeight, boxWidth);
    double mass = 0;
    double massByRow = 0;
    double massByColumn = 0;
    for (int i = 0; i < box.length; i++) {
      int row = i / boxWidth;
      int column = i % boxWidth;
      mass += box[i];
      massByRow += box[i] * row;
      massByColumn += box[i] * column;
    }
    int top = start(massByRow / mass, boxHeight);
    int left = start(massByColumn / mass, boxWidth);
    byte[] pixels = new byte[SIDE * SIDE];
    for (int i = 0; i < box.length; i++) {
      pixels[(top + i / boxWidth) * SIDE + left + i % boxWidth] = GrayImage.toByte(box[i]);
    }
    return GrayImage.of(SIDE, SIDE, pixels);
  }

  /**
   * Returns where the box starts if its centre of mass falls on pixel 14, as in MNIST's images, or
   * the nearest place at which the box is inside the image.
   */
  private static int start(double centreOfMass, int boxSide) {
    int start = (int) Math.round(SIDE / 2 - centreOfMass);
    return Math.max(0, Math.min(start, SIDE - boxSide));
  }

  /**
   * Returns whether a picture of 28×28 pixels is an image like those of MNIST already: strong ink
   * on black, in a box of 20×20 pixels, and centred by its mass.
   */
  static boolean isDone(GrayImage image) {
    int top = SIDE;
    int left = SIDE;
    int bottom = -1;
    int right = -1;
    int strongest = 0;
    double mass = 0;
    double massByRow = 0;
    double massByColumn = 0;
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        int ink = image.pixel(row, column);
        if (ink > 0) {
          top = Math.min(top, row);
          left = Math.min(left, column);
          bottom = row;
          right = Math.max(right, column);
        }
        strongest = Math.max(strongest, ink);
        mass += ink;
        massByRow += (double) ink * row;
        massByColumn += (double) ink * column;
      }
    }
    int longest = Math.max(bottom - top, right - left) + 1;
    return strongest >= STRONG
        && longest >= SHORTEST
        && longest <= BOX
        && Math.abs(massByRow / mass - SIDE / 2.0) <= OFF_CENTRE
        && Math.abs(massByColumn / mass - SIDE / 2.0) <= OFF_CENTRE;
  }
}
