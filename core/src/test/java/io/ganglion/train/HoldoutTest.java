package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.metric.Decision;
import io.ganglion.random.SplitMix64;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldoutTest {

  /** Samples whose input is their index; the lower a class, the more frequent. */
  private static ListedSamples samples(long seed, int size, int outputs) {
    SplitMix64 random = new SplitMix64(seed);
    double[][] x = new double[size][1];
    double[][] t = new double[size][outputs];
    for (int i = 0; i < size; i++) {
      x[i][0] = i;
      if (outputs == 1) {
        t[i][0] = random.nextInt(4) == 0 ? 1 : 0;
      } else {
        t[i][random.nextInt(random.nextInt(outputs) + 1)] = 1;
      }
    }
    return new ListedSamples(x, t);
  }

  private static List<Integer> numbers(Samples part) {
    double[] input = new double[1];
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < part.size(); i++) {
      part.readInput(i, input, 0);
      numbers.add((int) input[0]);
    }
    return numbers;
  }

  private static int[] counts(Samples part) {
    int n = part.targetShape().size();
    int[] counts = new int[Decision.classes(n)];
    double[] target = new double[n];
    for (int i = 0; i < part.size(); i++) {
      part.readTarget(i, target, 0);
      counts[Decision.of(target, 0, n)]++;
    }
    return counts;
  }

  @Property(tries = 300)
  void everySampleIsInOnePartInOrderAndEveryClassContributesItsShare(
      @ForAll long seed,
      @ForAll @IntRange(min = 10, max = 200) int size,
      @ForAll @IntRange(min = 1, max = 7) int outputs,
      @ForAll @DoubleRange(min = 0.1, max = 0.9) double share) {
    ListedSamples samples = samples(seed, size, outputs);

    Holdout holdout = Holdout.of(samples, share, seed);

    List<Integer> training = numbers(holdout.training());
    List<Integer> validation = numbers(holdout.validation());
    List<Integer> both = new ArrayList<>(training);
    both.addAll(validation);
    assertThat(both).containsExactlyInAnyOrderElementsOf(IntStream.range(0, size).boxed().toList());
    assertThat(training).isSorted();
    assertThat(validation).isSorted().hasSize((int) Math.round(share * size));
    int[] all = counts(samples);
    int[] held = counts(holdout.validation());
    for (int j = 0; j < all.length; j++) {
      double quota = (double) validation.size() * all[j] / size;
      assertThat((double) held[j])
          .as("held out of class %d", j)
          .isBetween(Math.floor(quota - 1e-9), Math.ceil(quota + 1e-9));
    }
  }

  @Test
  void theLargestRemaindersAreRoundedUp() {
    // A share of 4 / 10 of 5, 3 and 2 samples is 2.0, 1.2 and 0.8.
    double[][] t = new double[10][3];
    for (int i = 0; i < 10; i++) {
      t[i][i < 5 ? 0 : i < 8 ? 1 : 2] = 1;
    }

    Holdout holdout = Holdout.of(new ListedSamples(new double[10][1], t), 0.4, 1);

    assertThat(counts(holdout.validation())).containsExactly(2, 1, 1);
    assertThat(counts(holdout.training())).containsExactly(3, 2, 1);
  }

  @Test
  void targetsStayWithTheirInputs() {
    ListedSamples samples = samples(5, 60, 4);
    Samples validation = Holdout.of(samples, 0.5, 1).validation();
    List<Integer> numbers = numbers(validation);
    double[] target = new double[6];

    for (int i = 0; i < validation.size(); i++) {
      validation.readTarget(i, target, 2);
      assertThat(target).endsWith(samples.t()[numbers.get(i)]);
    }
    assertThat(validation.inputShape()).isEqualTo(Shape.of(1));
  }

  @Test
  void theSameSeedHoldsOutTheSameSamples() {
    ListedSamples samples = samples(1, 100, 3);

    assertThat(numbers(Holdout.of(samples, 0.2, 7).validation()))
        .isEqualTo(numbers(Holdout.of(samples, 0.2, 7).validation()))
        .isNotEqualTo(numbers(Holdout.of(samples, 0.2, 8).validation()));
  }

  @Test
  void everySampleIsHeldOutEquallyOften() {
    ListedSamples samples = samples(1, 20, 2);
    int[] often = new int[20];
    for (int seed = 0; seed < 4000; seed++) {
      numbers(Holdout.of(samples, 0.5, seed).validation()).forEach(i -> often[i]++);
    }
    int[] all = counts(samples);
    int[] held = counts(Holdout.of(samples, 0.5, 0).validation());

    double[] target = new double[2];
    for (int i = 0; i < 20; i++) {
      samples.readTarget(i, target, 0);
      int j = Decision.argmax(target, 0, 2);
      // Five standard deviations of 4000 draws: 5 √(0.25 / 4000).
      assertThat(often[i] / 4000.0).isEqualTo((double) held[j] / all[j], within(0.04));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void refusesAShareOutsideZeroToOne(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Holdout.of(samples(1, 10, 2), share, 1))
        .withMessage("the share to hold out must be above 0 and below 1, got " + share);
  }

  @Test
  void refusesToLeaveOnePartEmpty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Holdout.of(samples(1, 4, 2), 0.1, 1))
        .withMessage(
            "a share of 0.1 of 4 samples holds out 0 and leaves 4, expected at least 1 of each; use"
                + " more samples or another share");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Holdout.of(samples(1, 1, 2), 0.5, 1))
        .withMessageContaining("holds out 1 and leaves 0");
    assertThat(Holdout.of(samples(1, 2, 2), 0.5, 1).training().size()).isEqualTo(1);
  }
}
