package io.ganglion.picture.ink;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Pixels of ink that touch each other.
 *
 * @param pixels their places in the plane
 * @param top the first row
 * @param left the first column
 * @param bottom the last row
 * @param right the last column
 */
record Component(int[] pixels, int top, int left, int bottom, int right) {

  /** Returns the component of the most pixels. */
  static Component largest(List<Component> components) {
    return Collections.max(components, Comparator.comparingInt(Component::area));
  }

  int height() {
    return bottom - top + 1;
  }

  int width() {
    return right - left + 1;
  }

  int area() {
    return pixels.length;
  }

  /** Returns the strength that nine tenths of the pixels are not above. */
  float peak(Plane ink) {
    float[] strengths = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      strengths[i] = ink.values()[pixels[i]];
    }
    return Plane.quantile(0.9, strengths);
  }

  /** Returns this component's ink alone, in a plane of its own size. */
  Plane cut(Plane ink) {
    Plane result = new Plane(height(), width());
    for (int at : pixels) {
      int row = at / ink.width() - top;
      int column = at % ink.width() - left;
      result.values()[row * result.width() + column] = ink.values()[at];
    }
    return result;
  }
}
