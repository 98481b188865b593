package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LineTest {
  @Test
  void singlePointsDoNotTurnIt() {
    int[] points = new int[40];
    for (int i = 0; i < points.length; i++) {
      points[i] = 5 + 2 * i;
    }
    points[3] = 900;
    points[30] = -500;
    points[39] = 0;
    Line line = Line.through(points);
    assertThat(line.slope()).isCloseTo(2, within(1e-6));
    assertThat(line.at(10)).isCloseTo(25, within(1e-4));
  }

  @Test
  void onePointIsALine() {
    assertThat(Line.through(7).at(0)).isEqualTo(7);
  }
}
