package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
  private static final int SIDE = 200;

  /** A square of a side, turned by an angle, on even ground, with a stroke on it. */
  private static Plane note(float ground, float paper, float ink, double side, double degrees) {
    Plane plane = Drawn.page(SIDE, SIDE, ground, ground, 0, 0, 1, 1);
    double across = Math.cos(Math.toRadians(degrees));
    double down = Math.sin(Math.toRadians(degrees));
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double x = (column - 100) * across + (row - 100) * down;
        double y = (row - 100) * across - (column - 100) * down;
        if (Math.max(Math.abs(x), Math.abs(y)) < side / 2) {
          plane.values()[row * SIDE + column] = paper;
        }
      }
    }
    Drawn.fill(plane, 90, 96, 20, 6, ink);
    return plane;
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0.9, 0.1, 60, 0",
    "0.4, 0.9, 0.1, 80, 17",
    "0.9, 0.2, 0.7, 60, 0",
    "0.9, 0.2, 0.7, 80, 45"
  })
  void whatIsAroundANoteBecomesPaperAndTheStrokeStays(
      float ground, float paper, float ink, double side, double degrees) {
    Plane alone = Page.alone(note(ground, paper, ink, side, degrees));
    for (int i = 0; i < alone.values().length; i++) {
      int row = i / SIDE;
      int column = i % SIDE;
      boolean stroke = row >= 90 && row < 110 && column >= 96 && column < 102;
      assertThat(alone.values()[i]).isEqualTo(stroke ? ink : paper);
    }
  }

  @Test
  void anEmptyRectangleIsAStroke() {
    Plane page = Drawn.page(SIDE, SIDE, 0.9f, 0.1f, 40, 80, 120, 40);
    assertThat(Page.alone(page)).isSameAs(page);
  }

  @Test
  void aBoxIsNoPage() {
    Plane page = Drawn.page(SIDE, SIDE, 0.9f, 0.1f, 40, 40, 100, 100);
    Drawn.fill(page, 43, 43, 94, 94, 0.9f);
    Drawn.fill(page, 60, 80, 60, 10, 0.1f);
    assertThat(Page.alone(page)).isSameAs(page);
  }

  @Test
  void ofTwoNotesNoneIsThePage() {
    Plane page = Drawn.page(SIDE, SIDE, 0.4f, 0.9f, 60, 20, 70, 70);
    Drawn.fill(page, 60, 110, 70, 70, 0.9f);
    Drawn.fill(page, 80, 50, 30, 6, 0.1f);
    Drawn.fill(page, 80, 140, 30, 6, 0.1f);
    assertThat(Page.alone(page)).isSameAs(page);
  }

  @Test
  void lightThatReachesTheBorderIsNoPage() {
    Plane page = Drawn.page(SIDE, SIDE, 0.4f, 0.9f, 0, 60, SIDE, 100);
    Drawn.fill(page, 60, 100, 60, 10, 0.1f);
    assertThat(Page.alone(page)).isSameAs(page);
  }

  @Test
  void aThickRingIsNoPage() {
    Plane page = Drawn.page(SIDE, SIDE, 0.9f, 0.9f, 0, 0, 1, 1);
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double far = Math.hypot(row - 100, column - 100);
        page.values()[row * SIDE + column] = far < 70 && far > 25 ? 0.1f : 0.9f;
      }
    }
    assertThat(Page.alone(page)).isSameAs(page);
  }
}
