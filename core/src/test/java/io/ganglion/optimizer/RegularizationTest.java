package io.ganglion.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RegularizationTest {

  private static final double NONE = Double.POSITIVE_INFINITY;

  @Test
  void itsTextHasOnlyTheSettingsThatAreSwitchedOn() {
    assertThat(Regularization.NONE.text()).isEqualTo("none");
    assertThat(new Regularization(1e-4, 0, 2, NONE).text()).isEqualTo("l2 0.0001, max-norm 2");
    assertThat(new Regularization(0, 0.5, NONE, 1).text()).isEqualTo("weight-decay 0.5, clip 1");
  }

  @Test
  void ofWeightDecaySetsOnlyTheWeightDecay() {
    assertThat(Regularization.ofWeightDecay(0.25))
        .isEqualTo(new Regularization(0, 0.25, NONE, NONE));
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regularization(-1, 0, 1, 1))
        .withMessage("L2 must be a finite number of at least 0, got -1.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Regularization(0, NONE, 1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regularization(0, 0, 0, 1))
        .withMessage("the max-norm must be above 0, got 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Regularization(0, 0, 1, Double.NaN));
  }
}
