package io.ganglion.picture.ink;

import java.util.Arrays;
import java.util.List;

/**
 * A page in a larger picture: a sheet or a note on a table, or the inside of a frame.
 *
 * <p>It is a rectangle, at any angle, that is lighter or darker than nearly all around it, does not
 * reach the picture's border, and has something written on it that is like what is around it: dark
 * on a light page in the dark. It is looked for at several thresholds. So a box on paper is none,
 * which is as light outside; nor is light that falls on paper, which has no straight edges or
 * reaches the border; nor a thick stroke, which is empty.
 */
final class Page {
  private static final int LONGEST_SIDE = 256;
  private static final int THRESHOLDS = 16;

  /** A page fills this part of the picture. */
  private static final double LEAST_AREA = 0.04;

  /** A page fills this part of the smallest rectangle around it; an ellipse fills 0.785. */
  private static final double RECTANGULAR = 0.9;

  /** What is written on a page takes at least this part of it, and at most that. */
  private static final double LEAST_WRITTEN = 0.01;

  private static final double MOST_WRITTEN = 0.5;

  /** This part of what is around a page has another shade. */
  private static final double SURROUNDED = 0.85;

  /** The edges of a page are soft, or have a thin shadow. */
  private static final int EDGE = 2;

  private static final int ANGLE_STEP = 2;

  private final int height;
  private final int width;
  private final int top;
  private final int bottom;
  private final int[] left;
  private final int[] right;
  private final int filled;

  private Page(Plane plane, Component part) {
    height = plane.height();
    width = plane.width();
    top = part.top();
    bottom = part.bottom();
    left = new int[height];
    right = new int[height];
    Arrays.fill(left, width);
    Arrays.fill(right, -1);
    for (int at : part.pixels()) {
      left[at / width] = Math.min(left[at / width], at % width);
      right[at / width] = Math.max(right[at / width], at % width);
    }
    int sum = 0;
    for (int row = top; row <= bottom; row++) {
      sum += right[row] - left[row] + 1;
    }
    filled = sum;
  }

  /**
   * Returns what is on the page alone: around it, the page goes on as it is at its edge.
   *
   * @param shades not modified
   * @return the page, or the same shades if there is none, or several
   */
  static Plane alone(Plane shades) {
    int reduction = 1 + (Math.max(shades.height(), shades.width()) - 1) / LONGEST_SIDE;
    Plane small = shades.reduced(reduction);
    Page light = in(small);
    Page dark = in(small.inverted());
    Page page = light == null || (dark != null && dark.filled > light.filled) ? dark : light;
    return page == null ? shades : page.extended(shades, reduction);
  }

  /** Returns the largest page that is lighter than what is around it, or null. */
  private static Page in(Plane plane) {
    float least = -plane.negated().largest();
    float range = plane.largest() - least;
    Page largest = null;
    for (int i = 1; i < THRESHOLDS && range > 0; i++) {
      Page page = at(plane, least + i * range / THRESHOLDS);
      largest = page == null || (largest != null && largest.filled >= page.filled) ? largest : page;
    }
    return largest;
  }

  private static Page at(Plane plane, float threshold) {
    int pixels = plane.values().length;
    List<Component> parts = Components.of(plane, threshold, (int) (LEAST_AREA / 2 * pixels) + 1);
    int light = 0;
    for (float value : plane.values()) {
      light += value >= threshold ? 1 : 0;
    }
    Page found = null;
    for (Component part : parts) {
      boolean inside =
          part.top() > 0
              && part.left() > 0
              && part.bottom() < plane.height() - 1
              && part.right() < plane.width() - 1;
      Page page = inside ? new Page(plane, part) : null;
      if (page != null && page.isWrittenOn(part.area()) && page.isRectangle()) {
        int around = pixels - page.filled;
        boolean surrounded = light - part.area() <= (1 - SURROUNDED) * around;
        if (found != null || !surrounded) {
          return null;
        }
        found = page;
      }
    }
    return found;
  }

  private boolean isWrittenOn(int area) {
    double written = 1 - (double) area / filled;
    return filled >= LEAST_AREA * height * width
        && written >= LEAST_WRITTEN
        && written <= MOST_WRITTEN;
  }

  private boolean isRectangle() {
    double smallest = Double.MAX_VALUE;
    for (int degrees = 0; degrees < 90; degrees += ANGLE_STEP) {
      double angle = Math.toRadians(degrees);
      double area = extent(Math.cos(angle), Math.sin(angle));
      smallest = Math.min(smallest, area * extent(-Math.sin(angle), Math.cos(angle)));
    }
    return filled >= RECTANGULAR * smallest;
  }

  /** Returns how long it is in a direction. */
  private double extent(double across, double down) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (int row = top; row <= bottom; row++) {
      double start = across * left[row] + down * row;
      double end = across * right[row] + down * row;
      least = Math.min(least, Math.min(start, end));
      most = Math.max(most, Math.max(start, end));
    }
    return most - least + 1;
  }

  private Plane extended(Plane shades, int reduction) {
    Plane outside = new Plane(height, width);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        boolean isPage = column >= left[row] && column <= right[row];
        outside.values()[row * width + column] = isPage ? 0 : 1;
      }
    }
    Plane beyond = Extremes.largest(outside, EDGE);
    Component inner = Component.largest(Components.of(beyond.inverted(), 1, 1));
    Page core = new Page(outside, inner);
    Plane result = new Plane(shades.height(), shades.width());
    for (int y = 0; y < result.height(); y++) {
      int row = Math.max(core.top, Math.min(y / reduction, core.bottom));
      int from = Math.max(core.top * reduction, Math.min(y, (core.bottom + 1) * reduction - 1));
      int first = core.left[row] * reduction;
      int last = (core.right[row] + 1) * reduction - 1;
      for (int x = 0; x < result.width(); x++) {
        result.values()[y * result.width() + x] =
            shades.at(from, Math.max(first, Math.min(x, last)));
      }
    }
    return result;
  }
}
