package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BackgroundTest {
  @Test
  void inkIsAsStrongInTheShadowAsInTheLight() {
    Plane plane = Drawn.page(90, 90, 0.9f, 0.18f, 10, 40, 70, 8);
    for (int i = 45 * 90; i < plane.values().length; i++) {
      plane.values()[i] *= 0.5f;
    }
    Plane ink = Background.inkOn(plane, 30);
    assertThat(ink.at(20, 44)).isCloseTo(0.8f, within(1e-5f));
    assertThat(ink.at(70, 44)).isCloseTo(0.8f, within(1e-5f));
    assertThat(ink.at(44, 10)).isZero();
    assertThat(ink.at(45, 10)).isZero();
  }
}
