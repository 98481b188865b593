package io.ganglion.picture.ink;

import java.util.Arrays;

/**
 * Measures how thick strokes are: by the largest square that is all ink.
 *
 * <p>The square that ends at a pixel is one larger than the smallest of those that end at its three
 * neighbours above and to the left.
 */
final class Thickness {
  private Thickness() {}

  /** Returns the side of the largest square in a component. */
  static int of(Component component, int planeWidth) {
    int width = component.width();
    int[] pixels = component.pixels().clone();
    Arrays.sort(pixels);
    int[][] sides = new int[component.height() + 1][width + 1];
    int largest = 0;
    for (int at : pixels) {
      int row = at / planeWidth - component.top() + 1;
      int column = at % planeWidth - component.left() + 1;
      int before = Math.min(sides[row - 1][column], sides[row][column - 1]);
      sides[row][column] = 1 + Math.min(before, sides[row - 1][column - 1]);
      largest = Math.max(largest, sides[row][column]);
    }
    return largest;
  }
}
