package io.ganglion.picture.ink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tells which components are signs, which are parts of one, and which are dirt or small print. */
final class Layout {
  /** A sign is at least this high and has this much ink, compared with the largest. */
  private static final double LEAST_HEIGHT = 0.5;

  private static final double LEAST_AREA = 0.12;

  /** The largest sign counts as at least this high, compared with its width. */
  private static final double LEAST_PROPORTION = 0.5;

  /** Parts of a sign are nearer to each other than this part of its height. */
  private static final double LARGEST_GAP = 0.15;

  /** A part has at least this much of the largest part's ink. */
  private static final double LEAST_PART = 0.02;

  /** Parts above each other, and signs beside each other, share this much of the smaller one. */
  private static final double SHARED = 0.5;

  private Layout() {}

  /** Returns the components of each sign, in reading order; the largest is always a sign. */
  static List<Group> signs(List<Component> components) {
    List<Component> bySize = new ArrayList<>(components);
    bySize.sort(Comparator.comparingInt(Component::area).reversed());
    List<Group> groups = new ArrayList<>();
    for (Component part : bySize) {
      if (part.area() >= LEAST_PART * bySize.get(0).area()) {
        groups.stream()
            .filter(group -> belongs(part, group))
            .findFirst()
            .ifPresentOrElse(group -> group.add(part), () -> groups.add(new Group(part)));
      }
    }
    if (groups.isEmpty()) {
      return groups;
    }
    Group largest = groups.get(0);
    double height = LEAST_HEIGHT * Math.max(largest.height(), LEAST_PROPORTION * largest.width());
    double area = LEAST_AREA * largest.area();
    groups.removeIf(group -> group != largest && (group.height() < height || group.area() < area));
    return inReadingOrder(groups);
  }

  /** A part is near, and above or below rather than beside. */
  private static boolean belongs(Component part, Group group) {
    if (group.gap(part) > LARGEST_GAP * Math.max(group.height(), part.height())) {
      return false;
    }
    return group.sharedColumns(part) >= SHARED * Math.min(part.width(), group.width())
        || part.height() < LEAST_HEIGHT * group.height();
  }

  /** Sorts by lines from top to bottom, and each line from left to right. */
  private static List<Group> inReadingOrder(List<Group> groups) {
    List<Group> left = new ArrayList<>(groups);
    left.sort(Comparator.comparingInt(Group::top));
    List<Group> result = new ArrayList<>();
    while (!left.isEmpty()) {
      Group first = left.get(0);
      List<Group> line =
          new ArrayList<>(left.stream().filter(group -> areBeside(first, group)).toList());
      left.removeAll(line);
      line.sort(Comparator.comparingInt(Group::left));
      result.addAll(line);
    }
    return result;
  }

  private static boolean areBeside(Group a, Group b) {
    return a == b || a.sharedRows(b) >= SHARED * Math.min(a.height(), b.height());
  }
}
