package io.ganglion.picture.ink;

import java.util.List;

/**
 * Erases boxes, frames and pieces of lines: components that consist of straight lines as long as
 * they are. Strokes that touch or cross the lines stay.
 */
final class Boxes {
  private static final int SIDES = 4;

  /** A component at the picture's border is a box of which two sides may be outside. */
  private static final int SIDES_AT_BORDER = 2;

  /** What is left of a line that is no part of a box. */
  private static final double REST = 0.1;

  private static final double OTHER_PEN = 2.5;

  /** A piece of a line differs from the others by less than this. */
  private static final double SAME_LINE = 1.5;

  /** Lines are thinner than this part of the picture's shorter side. */
  private static final int THINNEST_PART = 15;

  private Boxes() {}

  /**
   * Erases boxes.
   *
   * @param ink erased here
   * @param least weaker pixels are paper
   * @param parts the components of the ink
   * @param strength how strong the ink is, compared with other components; not modified
   * @param ruled the lines that were erased: components may be pieces of some
   * @return how thick the thickest erased line was, in pixels; 0 if there was none
   */
  static float erase(
      Plane ink, float least, List<Component> parts, Plane strength, Rulings.Erased ruled) {
    float thickness = 0;
    for (Component part : parts) {
      thickness = Math.max(thickness, erase(ink, least, part, isLikeLines(part, strength, ruled)));
    }
    return thickness;
  }

  private static float erase(Plane ink, float least, Component part, boolean isLikeLines) {
    int thickest = Math.max(3, ink.shorterSide() / THINNEST_PART);
    if (Math.max(part.height(), part.width()) < 4 * thickest) {
      return 0;
    }
    Rulings.Erased rest = Rulings.erase(part.cut(ink), least, thickest);
    boolean atBorder =
        part.top() == 0
            || part.left() == 0
            || part.bottom() == ink.height() - 1
            || part.right() == ink.width() - 1;
    int left = 0;
    for (float value : rest.ink().values()) {
      left += value >= least ? 1 : 0;
    }
    boolean isBox = rest.lines() >= SIDES;
    boolean isPiece = (atBorder || isLikeLines) && left < REST * part.area();
    boolean isPart = isPiece || (atBorder && rest.lines() >= SIDES_AT_BORDER);
    boolean isRule = rest.lines() > 0 && left >= REST * part.area() && isThicker(rest, least);
    if (!isBox && !isPart && !isRule) {
      return 0;
    }
    for (int at : part.pixels()) {
      int row = at / ink.width() - part.top();
      int column = at % ink.width() - part.left();
      ink.values()[at] = rest.ink().at(row, column);
    }
    return rest.thickness();
  }

  /** A piece of a line is as thin and as weak as the lines are, which a pen's stroke is not. */
  private static boolean isLikeLines(Component part, Plane strength, Rulings.Erased ruled) {
    return ruled.lines() > 0
        && part.peak(strength) <= SAME_LINE * ruled.strength()
        && Thickness.of(part, strength.width()) <= SAME_LINE * ruled.thickness() + 1;
  }

  /** Returns whether what is left is thicker than the lines were, so that another pen drew it. */
  private static boolean isThicker(Rulings.Erased rest, float least) {
    List<Component> parts = Components.of(rest.ink(), least, 1);
    int thickness = Thickness.of(Component.largest(parts), rest.ink().width());
    return thickness > OTHER_PEN * rest.thickness() + 1;
  }
}
