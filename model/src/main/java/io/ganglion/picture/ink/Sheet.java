package io.ganglion.picture.ink;

import java.util.List;

/**
 * The ink on a page, without its background, lines and boxes.
 *
 * @param ink how strong the ink is: 1 for the strongest of each component
 * @param parts the components, each of at least a few pixels
 */
record Sheet(Plane ink, List<Component> parts) {
  /** Weaker ink than this is not seen, even without noise. */
  private static final float FAINTEST = 0.045f;

  /** Ink is stronger than so many standard deviations of the noise. */
  private static final float DEVIATIONS = 6;

  /** The median of a normal distribution's absolute value, in standard deviations. */
  private static final float MEDIAN_DEVIATION = 0.6745f;

  /** A pixel belongs to a stroke if it has this part of the component's strength. */
  private static final float EDGE = 0.35f;

  /** What has less than this part of the main component's strength was not drawn with its pen. */
  private static final float WEAKEST = 0.45f;

  /** Smaller components are dirt, as a part of the picture. */
  private static final int SMALLEST_PART = 40_000;

  /** Ruled lines are thinner than this part of the shorter side. */
  private static final int THINNEST_PART = 25;

  /** The largest square in strokes is less than this part of their area. */
  private static final double SOLID = 0.4;

  /**
   * Finds the ink on a page.
   *
   * @param shades dark ink on light paper; not modified
   * @param window strokes are narrower than so many pixels
   */
  static Sheet of(Plane shades, int window) {
    Plane strength = Background.inkOn(shades, window);
    float least = threshold(strength);
    int thickest = Math.max(3, strength.shorterSide() / THINNEST_PART);
    Rulings.Erased ruled = Rulings.erase(strength, least, thickest);
    Plane ink = relative(ruled.ink(), least);
    float boxes = Boxes.erase(ink, EDGE, components(ink, EDGE), strength, ruled);
    List<Component> parts = strong(components(ink, EDGE), strength);
    float thickness = Math.max(ruled.thickness(), boxes);
    if (thickness > 0 && !parts.isEmpty()) {
      Burrs.erase(ink, Thickness.of(Component.largest(parts), ink.width()), thickness);
      parts = strong(components(ink, EDGE), strength);
    }
    return parts.isEmpty() ? ofStroke(relative(strength, least)) : new Sheet(ink, parts);
  }

  /** A stroke that is all there is may be as thin and straight as a line: it is a 1. */
  private static Sheet ofStroke(Plane ink) {
    List<Component> parts = components(ink, EDGE);
    boolean isStroke =
        parts.size() == 1
            && Math.max(parts.get(0).height(), parts.get(0).width())
                > 2 * Math.min(parts.get(0).height(), parts.get(0).width());
    return new Sheet(ink, isStroke ? parts : List.of());
  }

  /** Leaves out what is much weaker than the component that has most ink. */
  private static List<Component> strong(List<Component> components, Plane strength) {
    double most = 0;
    float strongest = 0;
    for (Component component : components) {
      float peak = component.peak(strength);
      if (peak * component.area() > most) {
        most = peak * component.area();
        strongest = peak;
      }
    }
    float weakest = WEAKEST * strongest;
    return components.stream().filter(part -> part.peak(strength) >= weakest).toList();
  }

  boolean isBlank() {
    return parts.isEmpty();
  }

  /**
   * Returns a window that is little wider than the strokes. Where the largest component is not made
   * of strokes but solid, such as a shadow or a sheet of paper, the window is narrower than it.
   */
  int fittingWindow() {
    return (int) (isSolid() ? 0.6 * thickness() : 1.6 * thickness() + 3);
  }

  /** Returns whether the largest component is not made of strokes. */
  boolean isSolid() {
    double thickness = thickness();
    return thickness * thickness > SOLID * Component.largest(parts).area();
  }

  private int thickness() {
    return Thickness.of(Component.largest(parts), ink.width());
  }

  private static List<Component> components(Plane ink, float least) {
    return Components.of(ink, least, 1 + ink.values().length / SMALLEST_PART);
  }

  /** Takes the usual strength of the paper away, and returns the least strength that is ink. */
  private static float threshold(Plane strength) {
    float[] values = strength.values();
    float usual = Plane.quantile(0.5, values.clone());
    float[] deviations = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] -= usual;
      deviations[i] = Math.abs(values[i]);
    }
    float deviation = Plane.quantile(0.5, deviations) / MEDIAN_DEVIATION;
    return Math.max(FAINTEST, DEVIATIONS * deviation);
  }

  /** Makes all components as strong as each other: pencil, ink, and what lies in the shadow. */
  private static Plane relative(Plane strength, float least) {
    Plane result = new Plane(strength.height(), strength.width());
    for (Component component : components(strength, least)) {
      float peak = component.peak(strength);
      for (int at : component.pixels()) {
        result.values()[at] = Math.min(1, strength.values()[at] / peak);
      }
    }
    return result;
  }
}
