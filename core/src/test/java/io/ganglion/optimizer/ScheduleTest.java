package io.ganglion.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static double factor(Schedule schedule, double epoch) {
    return schedule.factor(epoch, 10, List.of());
  }

  @Test
  void constantStays() {
    assertThat(factor(new Schedule.Constant(), 7.5)).isEqualTo(1);
  }

  @Test
  void stepDropsEveryFewEpochs() {
    Schedule step = new Schedule.Step(3, 0.5);

    assertThat(factor(step, 0)).isEqualTo(1);
    assertThat(factor(step, 2.99)).isEqualTo(1);
    assertThat(factor(step, 3)).isEqualTo(0.5);
    assertThat(factor(step, 6)).isEqualTo(0.25);
  }

  @Test
  void exponentialDropsEveryEpoch() {
    Schedule exponential = new Schedule.Exponential(0.9);

    assertThat(factor(exponential, 0.9)).isEqualTo(1);
    assertThat(factor(exponential, 1)).isEqualTo(0.9);
    assertThat(factor(exponential, 2.5)).isCloseTo(0.81, within(1e-15));
  }

  @Test
  void cosineFallsFromOneToZero() {
    Schedule cosine = new Schedule.Cosine();

    assertThat(factor(cosine, 0)).isEqualTo(1);
    assertThat(factor(cosine, 5)).isCloseTo(0.5, within(1e-15));
    assertThat(factor(cosine, 2.5)).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-15));
    assertThat(factor(cosine, 10)).isCloseTo(0, within(1e-15));
    assertThat(factor(cosine, 12)).isCloseTo(0, within(1e-15));
    assertThat(cosine.dependsOnEpochs()).isTrue();
  }

  @Test
  void warmUpRisesLinearlyBeforeAnotherSchedule() {
    Schedule warm = new Schedule.WarmUp(2, new Schedule.Step(1, 0.5));

    assertThat(factor(warm, 0)).isEqualTo(0);
    assertThat(factor(warm, 0.5)).isEqualTo(0.25);
    assertThat(factor(warm, 1)).isEqualTo(0.5 * 0.5);
    assertThat(factor(warm, 2)).isEqualTo(0.25);
    assertThat(warm.dependsOnEpochs()).isFalse();
    assertThat(new Schedule.WarmUp(2, new Schedule.Cosine()).dependsOnEpochs()).isTrue();
  }

  @Test
  void plateauDropsWhenTheLossHasNotFallenForAWhile() {
    Schedule plateau = new Schedule.Plateau(2, 0.1);

    assertThat(plateau.factor(0, 10, List.of())).isEqualTo(1);
    assertThat(plateau.factor(2, 10, List.of(3.0, 3.0))).isEqualTo(1);
    assertThat(plateau.factor(3, 10, List.of(3.0, 3.0, 3.0))).isEqualTo(0.1);
    assertThat(plateau.factor(4, 10, List.of(3.0, 3.0, 3.0, 4.0))).isEqualTo(0.1);
    assertThat(plateau.factor(5, 10, List.of(3.0, 3.0, 3.0, 4.0, 3.0)))
        .isCloseTo(0.01, within(1e-17));
    assertThat(plateau.factor(5, 10, List.of(3.0, 3.0, 2.0, 2.5, 1.0))).isEqualTo(1);
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.Step(0, 0.5))
        .withMessage("the epochs between steps of the learning rate must be at least 1, got 0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Schedule.Step(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Schedule.Exponential(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Schedule.Plateau(0, 0.5));
    assertThatIllegalArgumentException().isThrownBy(() -> new Schedule.Plateau(1, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Schedule.WarmUp(0, new Schedule.Constant()));
  }
}
