package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExtremesTest {
  private static Plane slope(int height, int width, int down, int across) {
    Plane plane = new Plane(height, width);
    for (int i = 0; i < plane.values().length; i++) {
      plane.values()[i] = down * (i / width) + across * (i % width);
    }
    return plane;
  }

  @Property(tries = 50)
  void closingKeepsSlopesUpToTheBorder(
      @ForAll @IntRange(min = -5, max = 5) int down,
      @ForAll @IntRange(min = -5, max = 5) int across,
      @ForAll @IntRange(min = 1, max = 9) int window) {
    Plane plane = slope(20, 30, down, across);
    assertThat(Extremes.closing(plane, window).values()).isEqualTo(plane.values());
  }

  @Property(tries = 50)
  void closingFillsWhatIsNarrowerThanTheSquare(
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll @IntRange(min = 1, max = 12) int window) {
    Plane stroke = Drawn.page(40, 50, 1, 0, 10, 20, 20, width);
    Plane closed = Extremes.closing(stroke, window);
    assertThat(closed.at(20, 20)).isEqualTo(width < window ? 1 : 0);
    assertThat(closed.at(0, 0)).isOne();
  }

  @Test
  void closingKeepsWhatReachesTheBorder() {
    Plane shadow = Drawn.page(40, 50, 1, 0, 0, 0, 40, 2);
    assertThat(Extremes.closing(shadow, 9).values()).isEqualTo(shadow.values());
  }

  @Property(tries = 50)
  void largestIsTheLargestInTheSquare(
      @ForAll @IntRange(min = 0, max = 6) int radius,
      @ForAll @IntRange(max = 11) int row,
      @ForAll @IntRange(max = 14) int column) {
    Plane dot = Drawn.page(12, 15, 0, 1, row, column, 1, 1);
    Plane largest = Extremes.largest(dot, radius);
    for (int i = 0; i < largest.values().length; i++) {
      boolean near = Math.abs(i / 15 - row) <= radius && Math.abs(i % 15 - column) <= radius;
      assertThat(largest.values()[i]).isEqualTo(near ? 1 : 0);
    }
  }
}
