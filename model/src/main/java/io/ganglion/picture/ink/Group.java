package io.ganglion.picture.ink;

import java.util.ArrayList;
import java.util.List;

/** Components that are parts of one sign, such as the two strokes of a 5. */
final class Group {
  private final List<Component> parts = new ArrayList<>();
  private int top;
  private int left;
  private int bottom;
  private int right;
  private int area;

  Group(Component first) {
    top = first.top();
    left = first.left();
    bottom = first.bottom();
    right = first.right();
    add(first);
  }

  void add(Component part) {
    parts.add(part);
    top = Math.min(top, part.top());
    left = Math.min(left, part.left());
    bottom = Math.max(bottom, part.bottom());
    right = Math.max(right, part.right());
    area += part.area();
  }

  List<Component> parts() {
    return parts;
  }

  int top() {
    return top;
  }

  int left() {
    return left;
  }

  int bottom() {
    return bottom;
  }

  int right() {
    return right;
  }

  int area() {
    return area;
  }

  int height() {
    return bottom - top + 1;
  }

  int width() {
    return right - left + 1;
  }

  /** Returns how far a part is above or below this group, or else beside it; below 0 if neither. */
  int gap(Component part) {
    int down = Math.max(part.top() - bottom, top - part.bottom());
    int across = Math.max(part.left() - right, left - part.right());
    return Math.max(down, across);
  }

  /** Returns over how many columns both are. */
  int sharedColumns(Component part) {
    return Math.min(part.right(), right) - Math.max(part.left(), left) + 1;
  }

  /** Returns over how many rows both are. */
  int sharedRows(Group other) {
    return Math.min(other.bottom, bottom) - Math.max(other.top, top) + 1;
  }
}
