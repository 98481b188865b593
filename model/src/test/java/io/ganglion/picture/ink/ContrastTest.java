package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ContrastTest {
  private static Plane stroke(double paper, double ink) {
    return Drawn.page(30, 30, (float) paper, (float) ink, 8, 12, 14, 4);
  }

  private static double difference(Plane shades) {
    return Math.abs(shades.at(10, 13) - shades.at(0, 0));
  }

  @Test
  void grayKeepsItsShades() {
    Plane shades = Contrast.shades(stroke(0.8, 0.3), stroke(0.8, 0.3), stroke(0.8, 0.3));
    assertThat(shades.at(0, 0)).isCloseTo(0.8f, within(1e-6f));
    assertThat(shades.at(10, 13)).isCloseTo(0.3f, within(1e-6f));
  }

  @Test
  void yellowOnWhiteIsSeenInTheBlue() {
    Plane shades = Contrast.shades(stroke(1, 1), stroke(1, 0.97), stroke(1, 0.2));
    assertThat(difference(shades)).isGreaterThan(0.7);
  }

  @Test
  void redOnGreenOfTheSameLightnessIsSeen() {
    Plane shades = Contrast.shades(stroke(0.05, 0.95), stroke(0.5, 0.03), stroke(0.05, 0.03));
    assertThat(difference(shades)).isGreaterThan(0.5);
    for (float shade : shades.values()) {
      assertThat(shade).isBetween(0f, 1f);
    }
  }

  @Test
  void evenColourHasTheShadesOfLightness() {
    Plane red = Drawn.page(9, 9, 1, 1, 0, 0, 1, 1);
    Plane none = new Plane(9, 9);
    assertThat(Contrast.shades(red, none, none).at(4, 4)).isCloseTo(0.299f, within(1e-6f));
  }
}
