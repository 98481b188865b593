package io.ganglion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScalingTest {

  @Test
  void bytesBecomeFractionsOfWhite() {
    for (int pixel = 0; pixel < 256; pixel++) {
      assertThat(Scaling.BYTES.of(pixel)).isEqualTo(pixel / 255.0);
    }
  }

  @Test
  void whiteOfAnInvertedPictureIsPlainZero() {
    assertThat(Scaling.BYTES.inverted().of(255)).isEqualTo(+0.0);
    assertThat(Scaling.BYTES.inverted().of(0)).isEqualTo(1);
  }

  @Property
  void invertingExchangesZeroAndOne(
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double offset,
      @ForAll @DoubleRange(min = 0.1, max = 1e3) double divisor,
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double value) {
    Scaling scaling = new Scaling(offset, divisor);
    assertThat(scaling.inverted().of(value)).isCloseTo(1 - scaling.of(value), within(1e-6));
  }

  @Property
  void oneScalingFollowsAnother(
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double mean,
      @ForAll @DoubleRange(min = 0.1, max = 1e3) double deviation,
      @ForAll @DoubleRange(min = -1e3, max = 1e3) double value) {
    Scaling standard = new Scaling(mean, deviation);
    assertThat(Scaling.BYTES.then(standard).of(value))
        .isCloseTo(standard.of(Scaling.BYTES.of(value)), within(1e-6));
  }

  @Test
  void numbersThatCannotScaleAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Scaling(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Scaling(Double.NaN, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Scaling(0, Double.POSITIVE_INFINITY));
  }
}
