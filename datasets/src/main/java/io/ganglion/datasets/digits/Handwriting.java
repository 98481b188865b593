package io.ganglion.datasets.digits;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A random handwriting: the way in which one person bends, slants and stretches the glyphs.
 *
 * <p>A glyph's points are displaced together, by long waves (an elastic deformation), and one by
 * one, by a wobble that drifts along the stroke. The smooth line through them is then transformed
 * as a whole, in coordinates x and y that are 0 in the glyph's middle; y is ±1 at its bottom and
 * top:
 *
 * <pre>
 *   x ← x (1 + taper · y) + bend · y²      wider at the top or bottom, bowed
 *   y ← y + waist (1 − y²)                 middle higher or lower
 *   x ← width · x − slant · y              narrower or wider, leaning
 *   (x, y) ← rotation by angle of (x, y)
 * </pre>
 *
 * <p>After P. Simard, D. Steinkraus, J. Platt, <i>Best practices for convolutional neural networks
 * applied to visual document analysis</i>, ICDAR 2003, with waves in place of smoothed noise.
 */
final class Handwriting {

  /** Half a glyph's height, in the glyph's units; the middle of a typical one lies at (30, 50). */
  private static final double HALF_HEIGHT = 50.0;

  private static final double MIDDLE_X = 30.0;
  private static final double MIDDLE_Y = 50.0;

  /** The standard deviation of a point's own displacement, in the glyph's units. */
  private static final double WOBBLE = 6.0;

  /** The share of a point's own displacement that the stroke's next point keeps. */
  private static final double WOBBLE_KEPT = 0.7;

  private final RandomGenerator random;
  private final Wave sideways;
  private final Wave upAndDown;
  private final double taper;
  private final double bend;
  private final double waist;
  private final double width;
  private final double slant;
  private final double sine;
  private final double cosine;

  Handwriting(RandomGenerator random) {
    this.random = random;
    this.sideways = Wave.random(random);
    this.upAndDown = Wave.random(random);
    this.taper = IrwinHall.draw(random, 0.0, 0.15);
    this.bend = IrwinHall.draw(random, 0.0, 0.12);
    this.waist = IrwinHall.draw(random, 0.0, 0.18);
    this.width = StrictMath.exp(IrwinHall.draw(random, 0.0, 0.2));
    this.slant = IrwinHall.draw(random, 0.18, 0.25);
    double angle = IrwinHall.draw(random, 0.0, 0.1);
    this.sine = StrictMath.sin(angle);
    this.cosine = StrictMath.cos(angle);
  }

  /** The strokes of {@code glyph} in this handwriting, as fine polylines. */
  List<Stroke> write(Glyph glyph) {
    return glyph.strokes().stream()
        .map(stroke -> displaced(stroke).flattened().map(this::transform))
        .toList();
  }

  private Stroke displaced(Stroke stroke) {
    double fresh = WOBBLE * Math.sqrt(1.0 - WOBBLE_KEPT * WOBBLE_KEPT);
    double wobbleX = IrwinHall.draw(random, 0.0, WOBBLE);
    double wobbleY = IrwinHall.draw(random, 0.0, WOBBLE);
    List<Point> points = new ArrayList<>(stroke.points().size());
    for (Point point : stroke.points()) {
      points.add(
          new Point(
              point.x() + wobbleX + sideways.at(point),
              point.y() + wobbleY + upAndDown.at(point),
              point.corner()));
      wobbleX = WOBBLE_KEPT * wobbleX + IrwinHall.draw(random, 0.0, fresh);
      wobbleY = WOBBLE_KEPT * wobbleY + IrwinHall.draw(random, 0.0, fresh);
    }
    return new Stroke(points);
  }

  private Point transform(Point point) {
    double x = (point.x() - MIDDLE_X) / HALF_HEIGHT;
    double y = (point.y() - MIDDLE_Y) / HALF_HEIGHT;
    x = x * (1.0 + taper * y) + bend * y * y;
    y = y + waist * (1.0 - y * y);
    x = width * x - slant * y;
    return new Point(cosine * x - sine * y, sine * x + cosine * y);
  }

  /**
   * A displacement that changes slowly over the glyph: amplitude · sin(kx · x + ky · y + phase).
   *
   * @param amplitude the largest displacement, in the glyph's units
   * @param kx the change of the phase along x, in radians per unit
   * @param ky the change of the phase along y, in radians per unit
   * @param phase the phase at the origin, in radians
   */
  private record Wave(double amplitude, double kx, double ky, double phase) {

    static Wave random(RandomGenerator random) {
      return new Wave(
          IrwinHall.draw(random, 0.0, 5.5),
          IrwinHall.draw(random, 0.0, 0.025),
          IrwinHall.draw(random, 0.0, 0.025),
          2.0 * Math.PI * random.nextDouble());
    }

    double at(Point point) {
      return amplitude * StrictMath.sin(kx * point.x() + ky * point.y() + phase);
    }
  }
}
