package io.ganglion.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.random.SplitMix64;
import org.junit.jupiter.api.Test;

class DisplacementFieldTest {

  private static final int SIDE = 400;

  /** The moments of both fields, away from the border. */
  private static double[] moments(Elastic elastic) {
    DisplacementField field = new DisplacementField(elastic, SIDE, SIDE);
    field.draw(new SplitMix64(5));
    int border = (int) Math.ceil(3 * elastic.sigma());
    double[] sums = new double[6];
    for (int row = border; row < SIDE - border; row++) {
      for (int column = border; column < SIDE - border; column++) {
        double right = field.right(column, row);
        double down = field.down(column, row);
        sums[0]++;
        sums[1] += right;
        sums[2] += down;
        sums[3] += right * right;
        sums[4] += down * down;
        sums[5] += right * down;
      }
    }
    for (int i = 1; i < sums.length; i++) {
      sums[i] /= sums[0];
    }
    return sums;
  }

  @Test
  void isAsStrongAsDocumentedAndTheSameAlongBothAxes() {
    Elastic elastic = new Elastic(3, 34);
    double deviation = 34 / (3 * Math.sqrt(12 * Math.PI));

    double[] moments = moments(elastic);

    assertThat(Math.sqrt(moments[3]) / deviation).isEqualTo(1, within(0.05));
    assertThat(Math.sqrt(moments[4]) / deviation).isEqualTo(1, within(0.05));
  }

  @Test
  void movesNowhereOnAverageAndIndependentlyAlongEachAxis() {
    double[] moments = moments(new Elastic(1, 1));
    double variance = moments[3];

    assertThat(moments[1]).isEqualTo(0, within(0.03 * Math.sqrt(variance)));
    assertThat(moments[2]).isEqualTo(0, within(0.03 * Math.sqrt(variance)));
    assertThat(moments[5] / variance).as("correlation").isEqualTo(0, within(0.03));
  }

  @Test
  void isUniformBeforeItIsSmoothed() {
    double[] moments = moments(new Elastic(Double.MIN_NORMAL, 1));

    assertThat(moments[3]).as("variance of [−1, 1]").isEqualTo(1 / 3.0, within(0.005));
    assertThat(moments[4]).isEqualTo(1 / 3.0, within(0.005));
  }

  @Test
  void takesNoRandomNumbersIfAlphaIs0() {
    SplitMix64 random = new SplitMix64(5);

    new DisplacementField(Elastic.NONE, 9, 9).draw(random);

    assertThat(random.nextLong()).isEqualTo(new SplitMix64(5).nextLong());
  }
}
