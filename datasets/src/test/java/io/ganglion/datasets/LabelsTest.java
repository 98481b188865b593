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
    assertThat(Labels.numbers("f", digits(60_000)).names()).hasSize(10).startsWith("0");
    assertThat(Labels.numbers("f", 99).names()).hasSize(100);
    assertThat(Labels.numbers("f", new int[0]).names()).isEmpty();
  }

  @Test
  void labelsMayCountFromOne() throws FormatException {
    int[] letters = IntStream.range(0, 5_000).map(i -> 1 + i % 26).toArray();
    LabelNumbers numbers = Labels.numbers("f", letters);

    assertThat(numbers.names()).hasSize(26).startsWith("1", "2").endsWith("26");
    assertThat(numbers.fromZero(letters)).startsWith(0, 1).contains(25).doesNotContain(26);
    assertThat(numbers.notes()).containsExactly("no label is 0: the classes are 1 to 26");
  }

  @Test
  void aZeroInEitherPartIsAClass() throws FormatException {
    LabelNumbers all = Labels.numbers("f", 1, 2, 9).and(Labels.numbers("g", 0, 3));

    assertThat(all.names()).hasSize(10).startsWith("0");
    assertThat(all.fromZero(1, 2, 9)).containsExactly(1, 2, 9);
    assertThat(all.notes()).isEmpty();
    assertThat(Labels.numbers("f", 3, 4).names()).hasSize(5).startsWith("0");
  }

  @Test
  void aLabelFarFromAllOthersIsRefused() {
    int[] labels = digits(1_000);
    labels[17] = 200;

    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> Labels.numbers("labels.gz", labels))
        .withMessage(
            "labels.gz: label 200 of sample 17 is outside the classes: there are only 11 different"
                + " labels, expected them to be numbered from 0 without large gaps");
  }
}
