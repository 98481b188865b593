package io.ganglion.datasets.digits;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One movement of the pen, without lifting it.
 *
 * @param points the places that it passes through, in order, joined smoothly except at corners
 */
record Stroke(List<Point> points) {

  private static final int STEPS_PER_SPAN = 4;

  /** Reads points written as {@code "x,y x,y! …"}. */
  static Stroke parse(String text) {
    return new Stroke(Arrays.stream(text.split(" ", -1)).map(Point::parse).toList());
  }

  /** Whether {@code other} has equally many points, and corners at the same ones. */
  boolean matches(Stroke other) {
    if (points.size() != other.points.size()) {
      return false;
    }
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).corner() != other.points.get(i).corner()) {
        return false;
      }
    }
    return true;
  }

  /**
   * This stroke with every point moved a fraction of the way to its counterpart in {@code other}.
   */
  Stroke towards(Stroke other, double part) {
    return new Stroke(
        IntStream.range(0, points.size())
            .mapToObj(i -> points.get(i).towards(other.points.get(i), part))
            .toList());
  }

  /** This stroke with {@code change} applied to every point. */
  Stroke map(UnaryOperator<Point> change) {
    List<Point> changed = new ArrayList<>(points.size());
    for (Point point : points) {
      changed.add(change.apply(point));
    }
    return new Stroke(changed);
  }

  /**
   * This stroke as many short straight lines, along the uniform Catmull–Rom spline through the
   * points, which is interrupted at corners.
   *
   * <p>Source: E. Catmull, R. Rom, <i>A class of local interpolating splines</i>, 1974.
   */
  Stroke flattened() {
    int spans = points.size() - 1;
    List<Point> line = new ArrayList<>(spans * STEPS_PER_SPAN + 1);
    for (int span = 0; span < spans; span++) {
      Point from = points.get(span);
      Point to = points.get(span + 1);
      Point before = span == 0 || from.corner() ? from : points.get(span - 1);
      Point after = span == spans - 1 || to.corner() ? to : points.get(span + 2);
      for (int step = 0; step < STEPS_PER_SPAN; step++) {
        double t = (double) step / STEPS_PER_SPAN;
        line.add(
            new Point(
                catmullRom(before.x(), from.x(), to.x(), after.x(), t),
                catmullRom(before.y(), from.y(), to.y(), after.y(), t)));
      }
    }
    line.add(points.get(spans));
    return new Stroke(line);
  }

  /** p(t) = p₁ + ½ t (p₂ − p₀ + t (2p₀ − 5p₁ + 4p₂ − p₃ + t (3p₁ − 3p₂ + p₃ − p₀))). */
  private static double catmullRom(double p0, double p1, double p2, double p3, double t) {
    double linear = p2 - p0;
    double quadratic = 2.0 * p0 - 5.0 * p1 + 4.0 * p2 - p3;
    double cubic = 3.0 * p1 - 3.0 * p2 + p3 - p0;
    return p1 + 0.5 * t * (linear + t * (quadratic + t * cubic));
  }
}
