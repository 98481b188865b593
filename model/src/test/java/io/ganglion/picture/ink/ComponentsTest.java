package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentsTest {
  @Test
  void pixelsThatTouchAtACornerAreOne() {
    List<Component> found =
        Components.of(Drawn.of("#...##", ".#...#", "......", "+.....", "##...."), 0.6f, 1);
    assertThat(found).hasSize(3);
    assertThat(found.get(0).area()).isEqualTo(2);
    assertThat(found.get(1).area()).isEqualTo(3);
    assertThat(found.get(1).left()).isEqualTo(4);
    assertThat(found.get(2).top()).isEqualTo(4);
    assertThat(found.get(2).width()).isEqualTo(2);
  }

  @Test
  void smallOnesAreLeftOut() {
    assertThat(Components.of(Drawn.of("#...##", ".#...#"), 0.6f, 3)).hasSize(1);
  }

  @Test
  void thicknessIsTheSideOfTheLargestSquare() {
    Plane plane = Drawn.of("..........", ".########.", ".########.", ".####.....", "......#...");
    Component largest = Component.largest(Components.of(plane, 0.5f, 1));
    assertThat(Thickness.of(largest, plane.width())).isEqualTo(3);
  }
}
