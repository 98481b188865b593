package io.ganglion.picture.ink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds connected components: pixels above a threshold that touch each other at a side or a corner.
 *
 * <p>Source: A. Rosenfeld, J. L. Pfaltz, "Sequential operations in digital picture processing",
 * Journal of the ACM 13 (1966); found here by filling.
 */
final class Components {
  private final Plane ink;
  private final float least;
  private final boolean[] seen;
  private final int[] found;

  private Components(Plane ink, float least) {
    this.ink = ink;
    this.least = least;
    this.seen = new boolean[ink.values().length];
    this.found = new int[ink.values().length];
  }

  /**
   * Returns the components.
   *
   * @param ink not modified
   * @param least the threshold
   * @param smallest components of fewer pixels are left out
   */
  static List<Component> of(Plane ink, float least, int smallest) {
    Components components = new Components(ink, least);
    List<Component> result = new ArrayList<>();
    for (int at = 0; at < components.found.length; at++) {
      if (components.isNew(at)) {
        Component component = components.fill(at);
        if (component.area() >= smallest) {
          result.add(component);
        }
      }
    }
    return result;
  }

  private boolean isNew(int at) {
    return !seen[at] && ink.values()[at] >= least;
  }

  private Component fill(int first) {
    int width = ink.width();
    int count = 0;
    int top = ink.height();
    int left = width;
    int bottom = 0;
    int right = 0;
    seen[first] = true;
    found[count++] = first;
    for (int i = 0; i < count; i++) {
      int row = found[i] / width;
      int column = found[i] % width;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row);
      left = Math.min(left, column);
      right = Math.max(right, column);
      for (int y = Math.max(0, row - 1); y <= Math.min(row + 1, ink.height() - 1); y++) {
        for (int x = Math.max(0, column - 1); x <= Math.min(column + 1, width - 1); x++) {
          int at = y * width + x;
          if (isNew(at)) {
            seen[at] = true;
            found[count++] = at;
          }
        }
      }
    }
    return new Component(Arrays.copyOf(found, count), top, left, bottom, right);
  }
}
