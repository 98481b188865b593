package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolarityTest {
  private static Plane ring(float paper, float ink) {
    Plane plane = Drawn.page(90, 90, paper, ink, 20, 25, 50, 40);
    Drawn.fill(plane, 32, 37, 26, 16, paper);
    return plane;
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 0.3f, 0.6f})
  void theInsideOfARingIsNotInk(float ink) {
    assertThat(Polarity.lightOnDark(ring(0.9f, ink), 30)).isFalse();
    assertThat(Polarity.lightOnDark(ring(0.9f, ink).inverted(), 30)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {0.01f, 0.7f})
  void theBorderMakesNoDifference(float border) {
    Plane plane = ring(0.9f, 0.1f);
    Drawn.fill(plane, 0, 0, 1, 90, border);
    Drawn.fill(plane, 89, 0, 1, 90, border);
    assertThat(Polarity.lightOnDark(plane, 30)).isFalse();
  }

  /** The shadow's edge goes through the ring. */
  @ParameterizedTest
  @ValueSource(floats = {0.4f, 0.5f, 0.6f})
  void paperInTheShadowIsNotInk(float shadow) {
    Plane plane = ring(0.9f, 0.1f);
    for (int row = 0; row < 90; row++) {
      for (int column = 0; column < row; column++) {
        plane.values()[row * 90 + column] *= shadow;
      }
    }
    assertThat(Polarity.lightOnDark(plane, 30)).isFalse();
  }
}
