package io.ganglion.datasets.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.random.SplitMix64;
import java.util.DoubleSummaryStatistics;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class AffineMapTest {

  private static final int DRAWS = 5_000;

  /** Statistics over many draws of the map of a single pixel, which is its own middle. */
  private static DoubleSummaryStatistics drawn(Affine affine, ToDoubleFunction<AffineMap> what) {
    SplitMix64 random = new SplitMix64(11);
    AffineMap map = new AffineMap(1, 1);
    DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
    for (int i = 0; i < DRAWS; i++) {
      map.draw(affine, random);
      statistics.accept(what.applyAsDouble(map));
    }
    return statistics;
  }

  private static void assertFills(DoubleSummaryStatistics statistics, double middle, double most) {
    assertThat(statistics.getMin()).isBetween(middle - most, middle - 0.99 * most);
    assertThat(statistics.getMax()).isBetween(middle + 0.99 * most, middle + most);
    assertThat(statistics.getAverage()).isBetween(middle - 0.05 * most, middle + 0.05 * most);
  }

  @Property
  void computesSineAndCosine(@ForAll @DoubleRange(min = -180, max = 180) double degrees) {
    AffineMap map = new AffineMap(1, 1);
    map.set(0, 0, degrees, 1, 1, 0);

    assertThat(map.column(1, 0)).isEqualTo(Math.cos(Math.toRadians(degrees)), within(2e-15));
    assertThat(map.column(0, 1)).isEqualTo(Math.sin(Math.toRadians(degrees)), within(2e-15));
  }

  @Test
  void shiftsByUpToTheGivenPixelsAlongEachAxis() {
    Affine affine = new Affine(2.5, 0, 0, 0);

    assertFills(drawn(affine, map -> -map.column(0, 0)), 0, 2.5);
    assertFills(drawn(affine, map -> -map.row(0, 0)), 0, 2.5);
  }

  @Test
  void turnsByUpToTheGivenDegrees() {
    Affine affine = new Affine(0, 30, 0, 0);

    assertFills(
        drawn(affine, map -> Math.toDegrees(Math.atan2(-map.row(1, 0), map.column(1, 0)))), 0, 30);
  }

  @Test
  void scalesEachSideByUpToTheGivenFraction() {
    Affine affine = new Affine(0, 0, 0.2, 0);

    assertFills(drawn(affine, map -> 1 / map.column(1, 0)), 1, 0.2);
    assertFills(drawn(affine, map -> 1 / map.row(0, 1)), 1, 0.2);
    assertThat(drawn(affine, map -> map.row(0, 1) - map.column(1, 0)).getMax())
        .as("independently")
        .isGreaterThan(0.3);
  }

  @Test
  void shearsRowsByUpToTheGivenAmount() {
    Affine affine = new Affine(0, 0, 0, 0.3);

    assertFills(drawn(affine, map -> -map.column(0, 1)), 0, 0.3);
    assertThat(drawn(affine, map -> map.row(1, 0)).getMax()).isZero();
  }
}
