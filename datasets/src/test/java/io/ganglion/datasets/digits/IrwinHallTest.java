package io.ganglion.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.random.SplitMix64;
import org.junit.jupiter.api.Test;

class IrwinHallTest {

  @Test
  void numbers_have_the_given_mean_and_deviation_and_are_bounded() {
    SplitMix64 random = new SplitMix64(3);
    int count = 100_000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < count; i++) {
      double value = IrwinHall.draw(random, 10.0, 2.0);
      assertThat(value).isBetween(3.0, 17.0);
      sum += value;
      squares += (value - 10.0) * (value - 10.0);
    }
    assertThat(sum / count).isCloseTo(10.0, within(0.05));
    assertThat(Math.sqrt(squares / count)).isCloseTo(2.0, within(0.05));
  }
}
