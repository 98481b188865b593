package io.ganglion.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ganglion.model.ModelInput;
import io.ganglion.model.PictureInput;
import io.ganglion.model.Preparation;
import io.ganglion.model.RowInput;
import io.ganglion.model.Scaling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data that are arranged as a model takes them. */
class MatchingTest {
  private static Dataset data(SampleLayout layout, float... values) {
    int samples = values.length / layout.shape().size();
    return Dataset.of("data", layout, List.of("only"), values, new int[samples]);
  }

  private static ModelInput rows(String... columns) {
    return new RowInput(List.of(columns), Scaling.NONE);
  }

  private static final Columns NAMED = new Columns(List.of("c", "a", "b"));

  @Test
  void columnsAreFoundByTheirNames() {
    Dataset matched = data(NAMED, 3, 1, 2, 300, 100, 200).matching(rows("a", "b", "c"));
    assertThat(matched.layout()).isEqualTo(new Columns(List.of("a", "b", "c")));
    assertThat(matched.values(0)).containsExactly(1, 2, 3);
    assertThat(matched.values(1)).containsExactly(100, 200, 300);
    Dataset bytes = data(NAMED, 3, 1, 2, 6, 4, 5).limit(1).matching(rows("b", "c", "a"));
    assertThat(bytes.size()).isEqualTo(1);
    assertThat(bytes.values(0)).containsExactly(2, 3, 1);
  }

  @Test
  void columnsAreTakenInTheirOrderWhereOneSideHasNoNames() {
    assertThat(data(NAMED, 3, 1, 2).matching(rows("1", "2", "3")).values(0))
        .containsExactly(3, 1, 2);
    assertThat(data(Columns.numbered(3), 3, 1, 2).matching(rows("a", "b", "c")).values(0))
        .containsExactly(3, 1, 2);
    assertThat(data(new ImageSize(1, 3), 3, 1, 2).matching(rows("a", "b", "c")).layout())
        .isEqualTo(new Columns(List.of("a", "b", "c")));
  }

  @Test
  void equalColumnsFitEvenIfANameIsThereTwice() {
    Columns twice = new Columns(List.of("a", "a"));
    assertThat(data(twice, 3, 1).matching(rows("a", "a")).values(0)).containsExactly(3, 1);
  }

  @Test
  void missingAndOtherColumnsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data(NAMED, 3, 1, 2).matching(rows("a", "d", "c", "e")))
        .withMessage(
            "data: lacks the columns d, e, which the model takes, and has the column b, which the"
                + " model does not take; expected a, d, c, e, in any order: rename or remove"
                + " columns");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data(NAMED, 3, 1, 2).matching(rows("1", "2")))
        .withMessage("data: has 3 columns of values, expected 2: one for each input");
  }

  @Test
  void picturesOfAnotherSizeAreRefused() {
    ModelInput pictures = PictureInput.ofBytes(2, 3, Preparation.PLAIN);
    float[] six = {1, 2, 3, 4, 5, 6};
    assertThat(data(new ImageSize(2, 3), six).matching(pictures).values(0)).hasSize(6);
    assertThat(data(Columns.numbered(6), six).matching(pictures).layout())
        .isEqualTo(new ImageSize(2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data(new ImageSize(3, 2), six).matching(pictures))
        .withMessageStartingWith("data: has pictures of 3×2, but the model takes pictures of 2×3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> data(NAMED, 3, 1, 2).matching(pictures))
        .withMessageStartingWith(
            "data: has rows of 3 columns, but the model takes pictures of 2×3");
  }
}
