package io.ganglion.picture.ink;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is written in a picture.
 *
 * <p>The colours become shades ({@link Contrast}), noise is removed ({@link Noise}), and the
 * picture is looked at: first for strokes of up to a third of its side, then for strokes little
 * wider than those that were found ({@link Sheet}). So a shadow that is wider than the strokes is
 * taken for ink in the first look alone. The components that are left are put together to signs
 * ({@link Layout}).
 */
public final class Writing {
  private static final int LOOKS = 4;

  /** The most planes that there are at once. */
  private static final long PLANES = 20;

  /** A window that is hardly smaller finds nothing else. */
  private static final double SMALLER = 0.75;

  private Writing() {}

  /**
   * Finds the signs in a picture.
   *
   * @param image dark on light or light on dark; not modified
   * @return the signs in reading order; none if the picture is blank
   */
  public static List<Sign> of(BufferedImage image) {
    Colours colours = Colours.of(image);
    Plane shades = Page.alone(Noise.removed(Contrast.shades(colours.channels())));
    int window = Background.window(shades);
    Plane page = darkOnLight(shades, window);
    Sheet sheet = Sheet.of(page, window);
    for (int look = 1; look < LOOKS && !sheet.isBlank(); look++) {
      int narrower = sheet.fittingWindow();
      if (narrower > SMALLER * window || narrower < Background.NARROWEST) {
        break;
      }
      window = narrower;
      // What was solid was paper or a shadow: what is on it may have the other polarity.
      page = sheet.isSolid() ? darkOnLight(shades, window) : page;
      Sheet next = Sheet.of(page, window);
      // What is as wide as a third of the picture may be all that there is.
      sheet = next.isBlank() ? sheet : next;
    }
    List<Sign> signs = new ArrayList<>();
    for (Group group : Layout.signs(sheet.parts())) {
      signs.add(Sign.of(sheet.ink(), group, colours.reduction()));
    }
    return signs;
  }

  private static Plane darkOnLight(Plane shades, int window) {
    return Polarity.lightOnDark(shades, window) ? shades.inverted() : shades;
  }

  /**
   * Returns how much memory finding signs takes.
   *
   * @param height rows of the picture
   * @param width pixels in a row
   * @return about so many bytes, beside the picture
   */
  public static long memory(int height, int width) {
    long block = Colours.reduction(height, width);
    return PLANES * Float.BYTES * (height / block + 1) * (width / block + 1);
  }
}
