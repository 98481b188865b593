package io.ganglion.datasets.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The generator, and the shapes of its numbers. */
class SplitMix64Test {

  @Test
  void bell_shaped_numbers_have_the_given_mean_and_deviation_and_a_bound() {
    SplitMix64 random = new SplitMix64(3, 4);
    int count = 100_000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < count; i++) {
      double value = random.around(10.0, 2.0);
      assertThat(value).isBetween(3.0, 17.0);
      sum += value;
      squares += (value - 10.0) * (value - 10.0);
    }
    assertThat(sum / count).isCloseTo(10.0, within(0.05));
    assertThat(Math.sqrt(squares / count)).isCloseTo(2.0, within(0.05));
  }

  @Test
  void whole_numbers_below_a_bound_are_equally_frequent() {
    SplitMix64 random = new SplitMix64(5, 6);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.below(7)]++;
    }
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(9_500, 10_500));
  }

  @Property
  void another_seed_or_another_stream_gives_other_numbers(@ForAll long seed, @ForAll long stream) {
    long first = new SplitMix64(seed, stream).nextLong();
    assertThat(new SplitMix64(seed, stream).nextLong()).isEqualTo(first);
    assertThat(new SplitMix64(seed + 1, stream).nextLong()).isNotEqualTo(first);
    assertThat(new SplitMix64(seed, stream + 1).nextLong()).isNotEqualTo(first);
  }

  @Property
  void the_numbers_of_a_state_are_those_of_the_published_algorithm(@ForAll long state) {
    SplittableRandom published = new SplittableRandom(state);
    SplitMix64 random = SplitMix64.ofState(state);
    for (int i = 0; i < 10; i++) {
      assertThat(random.nextLong()).isEqualTo(published.nextLong());
    }
  }
}
