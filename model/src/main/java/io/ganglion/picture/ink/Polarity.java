package io.ganglion.picture.ink;

/**
 * Tells whether ink is darker or lighter than paper.
 *
 * <p>Whatever is narrower than a given square might be ink: both what is darker than its
 * surroundings and what is lighter, such as the inside of a 0. Around it there is more paper than
 * ink. Whether a pixel is light or dark is told by the lightest and the darkest pixel around it, so
 * the light may be uneven.
 *
 * <p>Shades are compared by their logarithms: a shadow takes the same part of the light from ink
 * and paper, so that paper in the shadow is no ink beside paper in the light.
 *
 * <p>Source of the local threshold: J. Bernsen, "Dynamic thresholding of grey-level images", Proc.
 * 8th International Conference on Pattern Recognition (1986).
 */
final class Polarity {
  private static final int LONGEST_SIDE = 256;

  /** The picture is not reduced so far that strokes are narrower than so many pixels. */
  private static final int FINEST = 8;

  /** Added to shades before their logarithms are taken: darker ones hardly differ. */
  private static final float BLACK = 0.1f;

  /** Contrasts below this part of the strongest one are not looked at. */
  private static final float STRONG = 0.5f;

  private Polarity() {}

  /**
   * Returns whether the ink is lighter than the paper.
   *
   * @param shades not modified
   * @param strokes they are narrower than so many pixels
   */
  static boolean lightOnDark(Plane shades, int strokes) {
    int longest = Math.max(shades.height(), shades.width());
    int reduction = Math.min(1 + longest / LONGEST_SIDE, Math.max(1, strokes / FINEST));
    Plane plane = logarithms(shades.reduced(reduction));
    int window = Math.max(Background.NARROWEST, strokes / reduction);
    Plane dark = Extremes.closing(plane, window);
    Plane inverted = plane.negated();
    Plane light = Extremes.closing(inverted, window);
    float[] values = plane.values();
    Plane marks = new Plane(plane.height(), plane.width());
    for (int i = 0; i < values.length; i++) {
      marks.values()[i] =
          Math.max(dark.values()[i] - values[i], light.values()[i] - inverted.values()[i]);
    }
    float strong = STRONG * marks.largest();
    Plane near = Extremes.largest(marks, window / 4 + 1);
    Plane lightest = Extremes.largest(plane, window / 2);
    Plane darkest = Extremes.largest(inverted, window / 2).negated();
    int lighter = 0;
    int darker = 0;
    for (int i = 0; i < values.length; i++) {
      float contrast = lightest.values()[i] - darkest.values()[i];
      if (near.values()[i] >= strong && contrast >= strong) {
        boolean isLight = 2 * values[i] > lightest.values()[i] + darkest.values()[i];
        lighter += isLight ? 1 : 0;
        darker += isLight ? 0 : 1;
      }
    }
    return darker > lighter;
  }

  private static Plane logarithms(Plane shades) {
    Plane result = new Plane(shades.height(), shades.width());
    for (int i = 0; i < result.values().length; i++) {
      result.values()[i] = (float) Math.log(Math.max(0, shades.values()[i]) + BLACK);
    }
    return result;
  }
}
