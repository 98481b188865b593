package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ResumptionTest {

  private static final Map<String, String> HERE = Map.of("loss", "squared", "seed", "0");

  @Test
  void acceptsTheSameSettings() {
    assertThatCode(() -> Resumption.requireSame(HERE, Map.copyOf(HERE))).doesNotThrowAnyException();
  }

  @Test
  void refusesASettingThatDiffers() {
    assertRefused(Map.of("loss", "squared", "seed", "1"), "its seed is '1', this one's is '0'");
  }

  @Test
  void refusesASettingThatIsMissing() {
    assertRefused(Map.of("loss", "squared"), "it does not say its seed");
  }

  @Test
  void refusesASettingThatThisVersionDoesNotKnow() {
    assertRefused(
        Map.of("loss", "squared", "seed", "0", "rounding", "up"),
        "it has the setting rounding, which this version does not know");
  }

  @Test
  void namesUnknownSettingsLast() {
    assertRefused(
        Map.of("loss", "squared", "rounding", "up"),
        "it does not say its seed; it has the setting rounding, which this version does not know");
  }

  private static void assertRefused(Map<String, String> found, String difference) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resumption.requireSame(HERE, found))
        .withMessage(
            "the saved training cannot be resumed here: "
                + difference
                + "; use the same settings, or start over");
  }
}
