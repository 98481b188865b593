package io.ganglion.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.random.SplitMix64;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializationTest {

  /** Enough that a mean or a variance six standard deviations off is not bad luck. */
  private static final int DRAWS = 10_000;

  private static final double DEVIATIONS = 6;

  private static double[] draw(Initializer initializer, long seed) {
    double[] values = new double[DRAWS];
    initializer.initialize(values, new SplitMix64(seed));
    return values;
  }

  private static double low(Initialization initialization, int inputs, int outputs) {
    return switch (initialization) {
      case UNIFORM, ZEROS -> 0;
      case GLOROT -> -Math.sqrt(6) / Math.sqrt((double) inputs + outputs);
      case HE -> -Math.sqrt(6) / Math.sqrt(inputs);
      case LECUN -> -Math.sqrt(3) / Math.sqrt(inputs);
    };
  }

  private static double high(Initialization initialization, int inputs, int outputs) {
    return initialization == Initialization.UNIFORM
        ? Math.pow(inputs, -0.5)
        : -low(initialization, inputs, outputs);
  }

  @Property(tries = 200)
  void valuesAreUniformBetweenTheBoundsOfTheirFormula(
      @ForAll Initialization initialization,
      @ForAll @IntRange(min = 1) int inputs,
      @ForAll @IntRange(min = 1) int outputs,
      @ForAll long seed) {
    double low = low(initialization, inputs, outputs);
    double high = high(initialization, inputs, outputs);
    double width = high - low;
    double rounding = 1e-15 * width;

    double[] values = draw(initialization.of(inputs, outputs), seed);

    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / DRAWS;
    assertThat(Arrays.stream(values).min().orElseThrow()).isGreaterThanOrEqualTo(low - rounding);
    assertThat(Arrays.stream(values).max().orElseThrow()).isLessThanOrEqualTo(high + rounding);
    // For x uniform over a width w, x has the variance w² / 12, and (x − mean)² has w⁴ / 180.
    assertThat(mean)
        .isCloseTo((low + high) / 2, within(DEVIATIONS * width / Math.sqrt(12.0 * DRAWS)));
    assertThat(variance)
        .isCloseTo(
            width * width / 12, within(DEVIATIONS * width * width / Math.sqrt(180.0 * DRAWS)));
  }

  @Property(tries = 50)
  void theSameSeedGivesTheSameBits(
      @ForAll Initialization initialization,
      @ForAll @IntRange(min = 1, max = 2000) int inputs,
      @ForAll @IntRange(min = 1, max = 2000) int outputs,
      @ForAll long seed) {
    assertThat(draw(initialization.of(inputs, outputs), seed))
        .containsExactly(draw(initialization.of(inputs, outputs), seed));
  }

  @Property(tries = 100)
  void uniformValuesStayBelowTheirBound(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double low,
      @ForAll @IntRange(min = 1, max = 10) int steps,
      @ForAll long seed) {
    double high = low;
    for (int i = 0; i < steps; i++) {
      high = Math.nextUp(high);
    }

    double[] values = draw(Initializer.uniform(low, high), seed);

    assertThat(Arrays.stream(values).min().orElseThrow()).isGreaterThanOrEqualTo(low);
    assertThat(Arrays.stream(values).max().orElseThrow()).isLessThan(high);
  }

  @ParameterizedTest
  @CsvSource({"uniform", "glorot", "he", "lecun", "zeros"})
  void isFoundByItsLabel(String label) {
    assertThat(Initialization.of(label).label()).isEqualTo(label);
  }

  @Test
  void listsAllLabelsIfOneIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initialization.of("HE"))
        .withMessage(
            "no initialization is called 'HE'; expected one of uniform, glorot, he, lecun, zeros");
  }

  @Test
  void refusesSizesThatNoLayerHas() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initialization.GLOROT.of(0, 3))
        .withMessage("initial weights need at least 1 input and 1 output, got 0 and 3");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "0, NaN", "0, Infinity", "-1.7e308, 1.7e308"})
  void refusesAnEmptyOrInfiniteRange(double low, double high) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Initializer.uniform(low, high))
        .withMessage("uniform values need a finite range with low < high, got [%s, %s)", low, high);
  }
}
