package io.ganglion.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.random.SplitMix64;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {

  @Property(tries = 100)
  void severalOutputsDecideForTheLargest(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int outputs) {
    double[] values = new SplitMix64(seed).doubles(3 + outputs).toArray();

    assertThat(Decision.of(values, 3, outputs)).isEqualTo(Decision.argmax(values, 3, outputs));
    assertThat(Decision.classes(outputs)).isEqualTo(outputs);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.4999, 0", "0.5, 0", "0.5001, 1", "1, 1", "-3, 0", "7, 1", "NaN, 0"})
  void oneOutputDecidesByItsSideOfOneHalf(double value, int expected) {
    assertThat(Decision.of(new double[] {9, value, -9}, 1, 1)).isEqualTo(expected);
    assertThat(Decision.argmax(new double[] {1 - value, value}, 0, 2)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "-0.0, true",
    "1, true",
    "0.5, false",
    "-1, false",
    "2, false",
    "NaN, false",
    "0 1, true",
    "0 0 1 0, true",
    "0.1 0.2 0.7, true",
    "0.3333333 0.3333333 0.3333333, true",
    "0 0, false",
    "1 1, false",
    "2 -1, false",
    "0.4 0.5, false",
    "NaN 1, false",
    "Infinity 0, false"
  })
  void aTargetSaysAClassIfItIsADistribution(String target, boolean expected) {
    double[] values =
        Arrays.stream(("9 " + target + " 9").split(" ")).mapToDouble(Double::valueOf).toArray();

    assertThat(Decision.isClass(values, 1, values.length - 2)).isEqualTo(expected);
  }

  @Test
  void oneOutputDecidesBetweenTwoClasses() {
    assertThat(Decision.classes(1)).isEqualTo(2);
  }

  @Test
  void theFirstOfTheLargestOutputsIsTheClass() {
    assertThat(Decision.argmax(new double[] {9, 1, 3, 3, 2}, 1, 4)).isEqualTo(1);
    assertThat(Decision.argmax(new double[] {1, Double.NaN, 3, Double.NaN}, 0, 4)).isEqualTo(1);
    assertThat(Decision.argmax(new double[] {Double.NEGATIVE_INFINITY}, 0, 1)).isZero();
  }
}
