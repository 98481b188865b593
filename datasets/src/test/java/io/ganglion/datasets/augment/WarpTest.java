package io.ganglion.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.random.SplitMix64;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WarpTest {

  private static double[] image(int height, int width, long seed) {
    double[] x = new double[height * width];
    SplitMix64 random = new SplitMix64(seed);
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextDouble();
    }
    return x;
  }

  private static DisplacementField still(int height, int width) {
    return new DisplacementField(Elastic.NONE, height, width);
  }

  private static double[] warped(double[] x, AffineMap map, DisplacementField field, int h, int w) {
    double[] y = x.clone();
    new Warp(h, w).apply(map, field, y, 0);
    return y;
  }

  private static double pixel(double[] x, int height, int width, int row, int column) {
    boolean inside = row >= 0 && row < height && column >= 0 && column < width;
    return inside ? x[row * width + column] : 0;
  }

  @Property
  void ifNothingMovesTheImageStaysTheSame(
      @ForAll @IntRange(min = 1, max = 12) int height,
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll long seed) {
    double[] x = image(height, width, seed);

    assertThat(warped(x, new AffineMap(height, width), still(height, width), height, width))
        .isEqualTo(x);
  }

  @Property
  void aShiftByWholePixelsMovesThePixels(
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = -10, max = 10) int right,
      @ForAll @IntRange(min = -10, max = 10) int down,
      @ForAll long seed) {
    double[] x = image(height, width, seed);
    AffineMap map = new AffineMap(height, width);
    map.set(right, down, 0, 1, 1, 0);

    double[] y = warped(x, map, still(height, width), height, width);

    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        assertThat(y[row * width + column])
            .isEqualTo(pixel(x, height, width, row - down, column - right));
      }
    }
  }

  @Test
  void aQuarterTurnTakesTheRightSideToTheBottom() {
    double[] x = image(6, 6, 1);
    AffineMap map = new AffineMap(6, 6);
    map.set(0, 0, 90, 1, 1, 0);

    double[] y = warped(x, map, still(6, 6), 6, 6);

    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 6; column++) {
        assertThat(y[column * 6 + 5 - row]).isEqualTo(x[row * 6 + column], within(1e-12));
      }
    }
  }

  @Property(tries = 50)
  void aHalfTurnReversesTheImageAndAFullTurnDoesNothing(
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll long seed) {
    double[] x = image(height, width, seed);
    AffineMap half = new AffineMap(height, width);
    half.set(0, 0, 180, 1, 1, 0);
    AffineMap full = new AffineMap(height, width);
    full.set(0, 0, 360, 1, 1, 0);
    double[] reversed = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      reversed[i] = x[x.length - 1 - i];
    }

    assertThat(warped(x, half, still(height, width), height, width))
        .containsExactly(reversed, within(1e-12));
    assertThat(warped(x, full, still(height, width), height, width))
        .containsExactly(x, within(1e-12));
  }

  /**
   * Solves for the source of each pixel with the forward map, and weighs all pixels by distance.
   */
  @Property(tries = 200)
  void followsTheFormulaOfTheForwardMapAndBilinearWeights(
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @DoubleRange(min = -3, max = 3) double t1,
      @ForAll @DoubleRange(min = -3, max = 3) double t2,
      @ForAll @DoubleRange(min = -180, max = 180) double degrees,
      @ForAll @DoubleRange(min = 0.3, max = 1.7) double s1,
      @ForAll @DoubleRange(min = 0.3, max = 1.7) double s2,
      @ForAll @DoubleRange(min = -1, max = 1) double k,
      @ForAll @DoubleRange(min = 0, max = 20) double alpha,
      @ForAll long seed) {
    double[] x = image(height, width, seed);
    AffineMap map = new AffineMap(height, width);
    map.set(t1, t2, degrees, s1, s2, k);
    DisplacementField field = new DisplacementField(new Elastic(1.5, alpha), height, width);
    field.draw(new SplitMix64(seed));
    double cosine = Math.cos(Math.toRadians(degrees));
    double sine = Math.sin(Math.toRadians(degrees));
    // R K S.
    double m11 = cosine * s1;
    double m12 = (cosine * k - sine) * s2;
    double m21 = sine * s1;
    double m22 = (sine * k + cosine) * s2;
    double determinant = m11 * m22 - m12 * m21;

    double[] y = warped(x, map, field, height, width);

    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double across = column + field.right(column, row) - (width - 1) / 2.0 - t1;
        double down = row + field.down(column, row) - (height - 1) / 2.0 - t2;
        double c = (m22 * across - m12 * down) / determinant + (width - 1) / 2.0;
        double r = (m11 * down - m21 * across) / determinant + (height - 1) / 2.0;
        double expected = 0;
        for (int i = 0; i < height; i++) {
          for (int j = 0; j < width; j++) {
            double weight = Math.max(0, 1 - Math.abs(r - i)) * Math.max(0, 1 - Math.abs(c - j));
            expected += weight * x[i * width + j];
          }
        }
        assertThat(y[row * width + column]).isEqualTo(expected, within(1e-9));
      }
    }
  }

  @Test
  void writesNothingAroundTheImage() {
    double[] x = new double[20];
    Arrays.fill(x, 7);
    AffineMap map = new AffineMap(2, 3);
    map.set(9, 9, 0, 1, 1, 0);

    new Warp(2, 3).apply(map, still(2, 3), x, 4);

    double[] expected = new double[20];
    Arrays.fill(expected, 7);
    Arrays.fill(expected, 4, 10, 0);
    assertThat(x).isEqualTo(expected);
  }
}
