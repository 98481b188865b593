package io.ganglion.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Points and the lines through them. */
class StrokeTest {

  @Test
  void points_are_read_with_their_corners() {
    assertThat(Stroke.parse("0,5 -10,2.5! 7,8").points())
        .containsExactly(new Point(0, 5), new Point(-10, 2.5, true), new Point(7, 8));
  }

  @Test
  void the_smooth_line_passes_through_every_point() {
    Stroke stroke = Stroke.parse("0,0 10,0 10,20 30,20");
    List<Point> line = stroke.flattened().points();
    assertThat(line).containsSubsequence(stroke.points());
  }

  @Test
  void evenly_spaced_points_on_a_straight_line_give_that_line() {
    assertThat(Stroke.parse("0,0 4,8 8,16 12,24").flattened().points())
        .allSatisfy(point -> assertThat(point.y()).isEqualTo(2 * point.x()));
  }

  @Test
  void a_line_between_two_corners_is_straight() {
    List<Point> line = Stroke.parse("0,9 0,0! 8,0! 8,9").flattened().points();
    int first = line.indexOf(new Point(0, 0));
    int last = line.indexOf(new Point(8, 0));
    assertThat(first).isPositive();
    assertThat(last).isGreaterThan(first + 1);
    assertThat(line.subList(first, last + 1)).allSatisfy(point -> assertThat(point.y()).isZero());
  }

  @Test
  void a_line_around_a_smooth_point_overshoots() {
    assertThat(Stroke.parse("0,9 0,0 8,0 8,9").flattened().points())
        .anySatisfy(point -> assertThat(point.y()).isNegative());
  }

  @Test
  void strokes_match_when_they_have_as_many_points_and_the_same_corners() {
    Stroke stroke = Stroke.parse("0,0 1,1! 2,2");
    assertThat(stroke.matches(Stroke.parse("5,5 6,6! 9,9"))).isTrue();
    assertThat(stroke.matches(Stroke.parse("0,0 1,1 2,2"))).isFalse();
    assertThat(stroke.matches(Stroke.parse("0,0 1,1!"))).isFalse();
  }

  @Test
  void halfway_between_two_strokes_lies_their_mean() {
    assertThat(Stroke.parse("0,0 4,4!").towards(Stroke.parse("2,6 8,0!"), 0.5))
        .isEqualTo(Stroke.parse("1,3 6,2!"));
  }
}
