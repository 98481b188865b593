package io.ganglion.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.random.SplitMix64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GaussianFilterTest {

  /** Columns of two fields, as the filter takes them. */
  private static float[][] noise(int height, int width, long seed) {
    SplitMix64 random = new SplitMix64(seed);
    float[][] columns = new float[width][2 * height];
    for (float[] column : columns) {
      for (int i = 0; i < column.length; i++) {
        column[i] = (float) (2 * random.nextDouble() - 1);
      }
    }
    return columns;
  }

  /** The sum over all pixels of one field, by the formula of {@link Elastic} alone. */
  private static double convolved(
      double sigma, float[][] columns, int field, int height, int column, int row) {
    int reach = (int) Math.ceil(3 * sigma);
    double norm = 0;
    for (int d = -reach; d <= reach; d++) {
      norm += Math.exp(-d * d / (2 * sigma * sigma));
    }
    double sum = 0;
    for (int i = 0; i < columns.length; i++) {
      for (int j = 0; j < height; j++) {
        int across = i - column;
        int down = j - row;
        if (Math.abs(across) <= reach && Math.abs(down) <= reach) {
          double g = Math.exp(-(across * across + down * down) / (2 * sigma * sigma));
          sum += g / (norm * norm) * columns[i][field * height + j];
        }
      }
    }
    return sum;
  }

  @Property(tries = 60)
  void isTheTwoDimensionalConvolutionOfEachField(
      @ForAll @IntRange(min = 1, max = 14) int height,
      @ForAll @IntRange(min = 1, max = 14) int width,
      @ForAll @DoubleRange(min = 0.1, max = 12) double sigma,
      @ForAll long seed) {
    float[][] columns = noise(height, width, seed);

    float[][] rows = new GaussianFilter(sigma, height, width).smooth(columns);

    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        for (int field = 0; field < 2; field++) {
          assertThat((double) rows[row][field * width + column])
              .as("field %d, row %d, column %d", field, row, column)
              .isEqualTo(convolved(sigma, columns, field, height, column, row), within(1e-6));
        }
      }
    }
  }

  @Test
  void aGaussianThatIsNarrowerThanAPixelChangesNothing() {
    float[][] columns = noise(5, 7, 1);

    float[][] rows = new GaussianFilter(Double.MIN_NORMAL, 5, 7).smooth(columns);

    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 7; column++) {
        assertThat(rows[row][column]).isEqualTo(columns[column][row]);
        assertThat(rows[row][7 + column]).isEqualTo(columns[column][5 + row]);
      }
    }
  }
}
