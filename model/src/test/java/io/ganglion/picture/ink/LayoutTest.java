package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static List<Group> signs(Plane plane) {
    return Layout.signs(Components.of(plane, 0.5f, 1));
  }

  @Test
  void signsAreReadLineByLine() {
    Plane plane = new Plane(200, 200);
    Drawn.fill(plane, 14, 20, 60, 10, 1);
    Drawn.fill(plane, 10, 100, 60, 10, 1);
    Drawn.fill(plane, 120, 160, 60, 10, 1);
    Drawn.fill(plane, 124, 60, 60, 10, 1);
    assertThat(signs(plane)).extracting(Group::left).containsExactly(20, 100, 60, 160);
  }

  @Test
  void whatIsAboveAndNearIsAPart() {
    Plane plane = new Plane(200, 200);
    Drawn.fill(plane, 50, 50, 90, 30, 1);
    Drawn.fill(plane, 40, 50, 4, 50, 1);
    assertThat(signs(plane)).singleElement().extracting(Group::top).isEqualTo(40);
  }

  @Test
  void dirtAndSmallPrintAreNoSigns() {
    Plane plane = new Plane(200, 200);
    Drawn.fill(plane, 50, 50, 90, 30, 1);
    Drawn.fill(plane, 10, 150, 8, 8, 1);
    for (int letter = 0; letter < 10; letter++) {
      Drawn.fill(plane, 180, 20 + 12 * letter, 14, 8, 1);
    }
    assertThat(signs(plane)).singleElement().extracting(Group::left).isEqualTo(50);
  }

  @Test
  void theLargestIsASignHoweverFlat() {
    Plane plane = new Plane(100, 100);
    Drawn.fill(plane, 50, 10, 4, 80, 1);
    assertThat(signs(plane)).hasSize(1);
  }
}
