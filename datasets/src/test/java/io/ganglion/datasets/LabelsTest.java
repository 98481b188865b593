package io.ganglion.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ganglion.formats.FormatException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelsTest {

  private static int[] digits(int count) {
    return IntStream.range(0, count).map(i -> i % 10).toArray();
  }

  @Test
  void theLargestLabelDeterminesTheNumberOfClasses() throws FormatException {
    assertThat(Labels.classes("f", digits(60_000))).isEqualTo(10);
    assertThat(Labels.classes("f", 99)).isEqualTo(100);
    assertThat(Labels.classes("f")).isZero();
  }

  @Test
  void classesMayBeNumberedFromOneAndHaveGaps() throws FormatException {
    int[] letters = IntStream.range(0, 5_000).map(i -> 1 + i % 26).toArray();

    assertThat(Labels.classes("f", letters)).isEqualTo(27);
  }

  @Test
  void aLabelFarFromAllOthersIsRefused() {
    int[] labels = digits(1_000);
    labels[17] = 200;

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Labels.classes("labels.gz", labels))
        .withMessage(
            "labels.gz: label 200 of sample 17 is outside the classes: there are only 11 different"
                + " labels, expected them to be numbered from 0 without large gaps");
  }
}
