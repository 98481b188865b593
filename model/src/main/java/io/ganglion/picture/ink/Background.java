package io.ganglion.picture.ink;

/**
 * Takes the paper and the light on it out of a picture: what remains is how much ink there is.
 *
 * <p>The paper's shade {@code b} at a pixel is the closing of the picture by a square, in which all
 * strokes are filled. Ink takes a part of the light that falls on it, so its strength is {@code (b
 * − p) / b} for a pixel of shade {@code p}, in the shadow as in the light.
 */
final class Background {
  /** No stroke is wider than this part of the shorter side. */
  private static final int WIDEST_STROKE = 3;

  /** In darker places, differences are not amplified further. */
  private static final float DARKEST_PAPER = 0.2f;

  /** The smallest window, in pixels. */
  static final int NARROWEST = 3;

  private Background() {}

  /** Returns a window that is wider than any stroke. */
  static int window(Plane plane) {
    return Math.max(NARROWEST, plane.shorterSide() / WIDEST_STROKE);
  }

  /**
   * Returns how strong the ink is, from 0 to about 1.
   *
   * @param shades dark ink on light paper; not modified
   * @param window the side of the square, in pixels
   */
  static Plane inkOn(Plane shades, int window) {
    Plane paper = Extremes.closing(shades, window);
    Plane ink = new Plane(shades.height(), shades.width());
    for (int i = 0; i < ink.values().length; i++) {
      float light = paper.values()[i];
      ink.values()[i] = (light - shades.values()[i]) / Math.max(light, DARKEST_PAPER);
    }
    return ink;
  }
}
