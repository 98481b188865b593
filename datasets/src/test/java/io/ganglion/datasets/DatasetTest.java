package io.ganglion.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.tensor.Shape;
import io.ganglion.train.Samples;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final List<String> CLASSES = List.of("cat", "dog", "owl");

  private static Dataset three() {
    byte[] pixels = IdxContent.bytes(0, 51, 102, 255, 1, 2, 3, 4, 9, 9, 9, 9);
    return Dataset.of("animals", 2, 2, CLASSES, pixels, new int[] {2, 0, 1});
  }

  @Test
  void aPixelIsDividedBy255ExactlyAsInNumPy() {
    byte[] pixels = new byte[256];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    double[] input = new double[256];
    Dataset.of("ramp", 16, 16, CLASSES, pixels, new int[] {0}).samples().readInput(0, input, 0);
    for (int i = 0; i < input.length; i++) {
      assertThat(input[i]).isEqualTo(i / 255.0);
    }
  }

  @Test
  void samplesHaveTheShapesOfAnImageAndOfTheClasses() {
    Samples samples = three().samples();
    assertThat(samples.size()).isEqualTo(3);
    assertThat(samples.inputShape()).isEqualTo(Shape.of(2, 2));
    assertThat(samples.targetShape()).isEqualTo(Shape.of(3));
  }

  @Test
  void aSampleIsWrittenAtTheOffsetAndNowhereElse() {
    double[] input = {7, 7, 7, 7, 7, 7};
    double[] target = {7, 7, 7, 7, 7};
    three().samples().readInput(1, input, 1);
    three().samples().readTarget(0, target, 1);
    assertThat(input).containsExactly(7, 1 / 255.0, 2 / 255.0, 3 / 255.0, 4 / 255.0, 7);
    assertThat(target).containsExactly(7, 0, 0, 1, 7);
  }

  @Property
  void aTargetIsOneAtTheLabelAndZeroElsewhere(@ForAll @IntRange(max = 2) int label) {
    Dataset one = Dataset.of("one", 1, 1, CLASSES, new byte[1], new int[] {label});
    double[] target = {5, 5, 5};
    one.samples().readTarget(0, target, 0);
    for (int i = 0; i < target.length; i++) {
      assertThat(target[i]).isEqualTo(i == label ? 1 : 0);
    }
  }

  @Test
  void aLimitKeepsOnlyTheFirstImages() {
    Dataset two = three().limit(2);
    assertThat(two.size()).isEqualTo(2);
    assertThat(two.samples().size()).isEqualTo(2);
    assertThat(two.label(1)).isEqualTo(0);
    assertThat(two.pixels(1)).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> two.label(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> two.samples().readInput(2, new double[4], 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void aLimitBeyondTheImagesKeepsThemAll() {
    assertThat(three().limit(1000).size()).isEqualTo(3);
  }

  @Test
  void aLimitBelowOneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> three().limit(0));
  }

  @Test
  void pixelsAreReturnedAsACopy() {
    Dataset dataset = three();
    dataset.pixels(0)[1] = 99;
    assertThat(dataset.pixels(0)[1]).isEqualTo((byte) 51);
  }

  @Test
  void classesCanBeWidenedToThoseOfANetwork() {
    Dataset wider = three().withClassNames(List.of("cat", "dog", "owl", "yak"));
    assertThat(wider.samples().targetShape()).isEqualTo(Shape.of(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> three().withClassNames(List.of("cat", "dog")))
        .withMessage("animals: label 2 of image 0 is outside the 2 classes; expected 0 to 1");
  }

  @Test
  void aLabelOutsideTheClassesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of("x", 1, 1, CLASSES, new byte[2], new int[] {0, 3}))
        .withMessage("x: label 3 of image 1 is outside the 3 classes; expected 0 to 2");
  }

  @Test
  void pixelsThatDoNotMatchTheLabelsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of("x", 2, 2, CLASSES, new byte[7], new int[] {0, 1}))
        .withMessage("x: 2 labels and 7 pixels; expected 2×2 pixels for each label");
  }

  @Test
  void aDatasetWithoutImagesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of("x", 2, 2, CLASSES, new byte[0], new int[0]));
  }
}
