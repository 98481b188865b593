package io.ganglion.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Positive;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

  /** From the reference implementation, Sebastiano Vigna's splitmix64.c, with seed 1234567. */
  @Test
  void givesTheNumbersOfThePublishedAlgorithm() {
    SplitMix64 random = new SplitMix64(1234567);

    assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
  }

  @Property
  void drawsIntegersBelowTheBound(@ForAll long seed, @ForAll @Positive int bound) {
    SplitMix64 random = new SplitMix64(seed);

    for (int i = 0; i < 10; i++) {
      assertThat(random.nextInt(bound)).isBetween(0, bound - 1);
    }
  }

  @Property
  void drawsFractionsFromZeroToBelowOne(@ForAll long seed) {
    assertThat(new SplitMix64(seed).nextDouble()).isBetween(0.0, Math.nextDown(1.0));
  }

  @Test
  void drawsAllIntegersAboutEquallyOften() {
    SplitMix64 random = new SplitMix64(1);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }

    // Five standard deviations of a binomial(70,000, 1/7) are 463.
    for (int count : counts) {
      assertThat(count).isBetween(9_537, 10_463);
    }
  }

  @Property
  void givesTheNumbersOfTheJdk(@ForAll long seed) {
    SplittableRandom published = new SplittableRandom(seed);
    SplitMix64 random = new SplitMix64(seed);

    for (int i = 0; i < 10; i++) {
      assertThat(random.nextLong()).isEqualTo(published.nextLong());
    }
  }

  @Property
  void streamsOfASeedDiffer(@ForAll long seed, @ForAll long stream) {
    assertThat(SplitMix64.stream(seed, stream).nextLong())
        .isEqualTo(SplitMix64.stream(seed, stream).nextLong())
        .isNotEqualTo(SplitMix64.stream(seed, stream + 1).nextLong())
        .isNotEqualTo(SplitMix64.stream(seed + 1, stream).nextLong())
        .isNotEqualTo(new SplitMix64(seed).nextLong());
  }

  @Property
  void restartsLikeANewGeneratorOfTheSeed(@ForAll long seed, @ForAll long stream) {
    SplitMix64 restarted = new SplitMix64(42);
    restarted.nextLong();
    restarted.restart(SplitMix64.seed(seed, stream));

    assertThat(restarted.nextLong()).isEqualTo(SplitMix64.stream(seed, stream).nextLong());
  }

  @Property
  void aStreamIsSeededFromTheSequenceThatTheFirstNumberStarts(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int stream) {
    SplitMix64 seeds = new SplitMix64(new SplitMix64(seed).nextLong());
    for (int i = 1; i < stream; i++) {
      seeds.nextLong();
    }

    assertThat(SplitMix64.stream(seed, stream).nextLong())
        .isEqualTo(new SplitMix64(seeds.nextLong()).nextLong());
  }

  @Test
  void refusesABoundBelowOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SplitMix64(0).nextInt(0))
        .withMessage("the bound must be at least 1, got 0");
  }
}
