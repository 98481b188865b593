package io.ganglion.picture.ink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseTest {
  private static Plane noisy(Plane plane, double deviation) {
    Random random = new Random(1);
    Plane result = plane.copy();
    for (int i = 0; i < result.values().length; i++) {
      result.values()[i] += (float) (deviation * random.nextGaussian());
    }
    return result;
  }

  @Test
  void aPictureWithoutNoiseIsNotChanged() {
    Plane plane = Drawn.page(100, 100, 0.9f, 0.1f, 20, 40, 60, 8);
    assertThat(Noise.removed(plane)).isSameAs(plane);
  }

  @Test
  void theDeviationIsEstimatedBesideStrokesAndOnSlopes() {
    Plane plane = Drawn.page(200, 200, 0.9f, 0.1f, 20, 40, 160, 20);
    for (int i = 0; i < plane.values().length; i++) {
      plane.values()[i] += i % 200 * 0.001f;
    }
    assertThat(Noise.deviation(noisy(plane, 0.05))).isCloseTo(0.05, within(0.005));
  }

  @Test
  void evenNoiseBecomesLittle() {
    Plane plane = noisy(Drawn.page(300, 300, 0.9f, 0.1f, 60, 120, 180, 40), 0.08);
    assertThat(Noise.deviation(Noise.removed(plane))).isLessThan(0.012);
  }

  @Test
  void singlePixelsAreRemoved() {
    Plane plane = Drawn.page(200, 200, 0.9f, 0.1f, 40, 80, 120, 20);
    Random random = new Random(1);
    for (int i = 0; i < plane.values().length; i++) {
      plane.values()[i] = random.nextInt(30) == 0 ? random.nextInt(2) : plane.values()[i];
    }
    Plane removed = Noise.removed(plane);
    assertThat(removed.at(100, 90)).isCloseTo(0.1f, within(0.05f));
    int wrong = 0;
    for (int i = 0; i < 80 * 200; i++) {
      wrong += i / 200 < 38 && Math.abs(removed.values()[i] - 0.9f) > 0.1f ? 1 : 0;
    }
    assertThat(wrong).isLessThan(10);
  }
}
