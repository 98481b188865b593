package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoxesTest {
  private static Plane box(int top, int left, int height, int width) {
    Plane plane = Drawn.page(200, 200, 0, 1, top, left, height, width);
    Drawn.fill(plane, top + 2, left + 2, height - 4, width - 4, 0);
    return plane;
  }

  private static float erase(Plane plane) {
    List<Component> parts = Components.of(plane, 0.5f, 1);
    return Boxes.erase(plane, 0.5f, parts, plane, new Rulings.Erased(plane, 0, 0, 0));
  }

  @Test
  void aBoxIsErasedAndWhatIsInItStays() {
    Plane plane = box(30, 40, 120, 100);
    Drawn.fill(plane, 60, 80, 60, 12, 1);
    assertThat(erase(plane)).isBetween(1f, 3f);
    Component left = Component.largest(Components.of(plane, 0.5f, 20));
    assertThat(left.area()).isEqualTo(60 * 12);
  }

  @Test
  void aStrokeThatTouchesTheBoxStays() {
    Plane plane = box(30, 40, 120, 100);
    Drawn.fill(plane, 60, 80, 90, 12, 1);
    erase(plane);
    Component left = Component.largest(Components.of(plane, 0.5f, 20));
    assertThat(left.area()).isBetween(88 * 12, 90 * 12 + 12);
  }

  @Test
  void aBoxThatIsPartlyOutsideIsErased() {
    Plane plane = box(120, 120, 80, 80);
    Drawn.fill(plane, 198, 120, 2, 80, 0);
    Drawn.fill(plane, 120, 198, 80, 2, 0);
    Drawn.fill(plane, 122, 198, 78, 2, 0);
    Drawn.fill(plane, 120, 120, 2, 80, 1);
    Drawn.fill(plane, 120, 120, 80, 2, 1);
    erase(plane);
    assertThat(Components.of(plane, 0.5f, 20)).isEmpty();
  }

  @Test
  void aThickRingIsNoBox() {
    Plane plane = Drawn.page(200, 200, 0, 1, 40, 60, 120, 90);
    Drawn.fill(plane, 60, 80, 80, 50, 0);
    assertThat(erase(plane)).isZero();
  }
}
