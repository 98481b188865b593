package io.ganglion.picture.ink;

/**
 * Erases what is left of thin lines where strokes crossed them: what is thinner than the lines
 * were, at strokes that are clearly thicker.
 *
 * <p>It is an opening of the ink, grown by a pixel so that the edges of strokes stay soft.
 */
final class Burrs {
  private static final int CLEARLY = 2;

  private Burrs() {}

  /**
   * Erases burrs, if the strokes are thick enough to tell.
   *
   * @param ink erased here
   * @param strokes how thick the strokes are, in pixels
   * @param lines how thick the lines were
   */
  static void erase(Plane ink, int strokes, float lines) {
    int window = Math.round(lines) + 2;
    if (strokes <= CLEARLY * window) {
      return;
    }
    Plane opened = Extremes.closing(ink.negated(), window).negated();
    Plane grown = Extremes.largest(opened, 1);
    for (int i = 0; i < ink.values().length; i++) {
      ink.values()[i] = Math.min(ink.values()[i], grown.values()[i]);
    }
  }
}
