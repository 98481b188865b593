package io.ganglion.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.ganglion.model.Scaling;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Samples;
import java.lang.management.ManagementFactory;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DatasetTest {
  private static final List<String> CLASSES = List.of("cat", "dog", "owl");

  private static Dataset three() {
    byte[] pixels = IdxContent.bytes(0, 51, 102, 255, 1, 2, 3, 4, 9, 9, 9, 9);
    return Dataset.of("animals", new ImageSize(2, 2), CLASSES, pixels, new int[] {2, 0, 1});
  }

  @Test
  void aPixelIsDividedBy255ExactlyAsInNumPy() {
    byte[] pixels = new byte[256];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) i;
    }
    double[] input = new double[256];
    Dataset.of("ramp", new ImageSize(16, 16), CLASSES, pixels, new int[] {0})
        .samples(Scaling.BYTES)
        .readInput(0, input, 0);
    for (int i = 0; i < input.length; i++) {
      assertThat(input[i]).isEqualTo(i / 255.0);
    }
  }

  @Test
  void samplesHaveTheShapesOfAnImageAndOfTheClasses() {
    Samples samples = three().samples(Scaling.BYTES);
    assertThat(samples.size()).isEqualTo(3);
    assertThat(samples.inputShape()).isEqualTo(Shape.of(2, 2));
    assertThat(samples.targetShape()).isEqualTo(Shape.of(3));
  }

  @Test
  void aSampleIsWrittenAtTheOffsetAndNowhereElse() {
    double[] input = {7, 7, 7, 7, 7, 7};
    double[] target = {7, 7, 7, 7, 7};
    three().samples(Scaling.BYTES).readInput(1, input, 1);
    three().samples(Scaling.BYTES).readTarget(0, target, 1);
    assertThat(input).containsExactly(7, 1 / 255.0, 2 / 255.0, 3 / 255.0, 4 / 255.0, 7);
    assertThat(target).containsExactly(7, 0, 0, 1, 7);
  }

  @Property
  void aTargetIsOneAtTheLabelAndZeroElsewhere(@ForAll @IntRange(max = 2) int label) {
    Dataset one = Dataset.of("one", new ImageSize(1, 1), CLASSES, new byte[1], new int[] {label});
    double[] target = {5, 5, 5};
    one.samples(Scaling.BYTES).readTarget(0, target, 0);
    for (int i = 0; i < target.length; i++) {
      assertThat(target[i]).isEqualTo(i == label ? 1 : 0);
    }
  }

  @Test
  void aLimitKeepsOnlyTheFirstImages() {
    Dataset two = three().limit(2);
    assertThat(two.size()).isEqualTo(2);
    assertThat(two.samples(Scaling.BYTES).size()).isEqualTo(2);
    assertThat(two.label(1)).isEqualTo(0);
    assertThat(IdxContent.raw(two, 1)).containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> two.label(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> two.samples(Scaling.BYTES).readInput(2, new double[4], 0))
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
    dataset.image(0).pixels()[1] = 99;
    assertThat(dataset.image(0).pixels()[1]).isEqualTo((byte) 51);
  }

  @Test
  void classesCanBeWidenedToThoseOfANetwork() {
    Dataset wider = three().withClassNames(List.of("cat", "dog", "owl", "yak"));
    assertThat(wider.samples(Scaling.BYTES).targetShape()).isEqualTo(Shape.of(4));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> three().withClassNames(List.of("cat", "dog")))
        .withMessage("animals: label 2 of sample 0 is outside the 2 classes; expected 0 to 1");
  }

  @Test
  void aLabelOutsideTheClassesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Dataset.of("x", new ImageSize(1, 1), CLASSES, new byte[2], new int[] {0, 3}))
        .withMessage("x: label 3 of sample 1 is outside the 3 classes; expected 0 to 2");
  }

  @Test
  void valuesThatDoNotMatchTheLabelsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Dataset.of("x", new ImageSize(2, 2), CLASSES, new byte[7], new int[] {0, 1}))
        .withMessage("x: 2 labels and 7 values; expected 4 values for each label");
  }

  @Test
  void aDatasetWithoutSamplesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of("x", new ImageSize(2, 2), CLASSES, new byte[0], new int[0]));
  }

  private static Dataset row(float... values) {
    return Dataset.of("row", Columns.numbered(values.length), CLASSES, values, new int[] {1});
  }

  @Test
  void rowsHaveOneDimensionAndPicturesTwo() {
    Dataset row = row(1.5f, 2);
    assertThat(row.samples(Scaling.NONE).inputShape()).isEqualTo(Shape.of(2));
    assertThat(row.layout()).isEqualTo(new Columns(List.of("1", "2")));
    assertThat(row.layout()).hasToString("2 columns");
    assertThat(three().layout()).isEqualTo(new ImageSize(2, 2));
  }

  @Test
  void anInputIsTheScaledRawValue() {
    double[] input = new double[3];
    row(-1.5f, 0, 70_000).samples(new Scaling(10, 4)).readInput(0, input, 0);
    assertThat(input).containsExactly(-11.5 / 4, -2.5, 69_990 / 4.0);
    row(250, 0, 16).samples(new Scaling(255, -255)).readInput(0, input, 0);
    assertThat(input).containsExactly(5 / 255.0, 1, 239 / 255.0);
  }

  @Test
  void rawValuesAreThoseOfTheFile() {
    assertThat(row(0.25f, 1000).values(0)).containsExactly(0.25, 1000);
    assertThat(three().values(2)).containsExactly(9, 9, 9, 9);
    assertThatThrownBy(() -> three().limit(1).values(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void valuesAreDrawnFromBlackToWhite() {
    assertThat(row(0, 8, 16).image(0).pixels()).containsExactly(IdxContent.bytes(0, 128, 255));
    assertThat(row(0, 0.5f, 1).image(0).pixels()).containsExactly(IdxContent.bytes(0, 128, 255));
    assertThat(row(-2, 0, 2).image(0).pixels()).containsExactly(IdxContent.bytes(0, 128, 255));
    assertThat(row(0, 17, 40).image(0).pixels()).containsExactly(IdxContent.bytes(0, 17, 40));
  }

  @Test
  void aValueThatIsNotFiniteIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> row(1, Float.NaN))
        .withMessage("row: value 1 of sample 0 is NaN; expected a finite number");
  }

  @Test
  void theChecksumIsThatOfValuesAndLabelsHoweverTheyAreHeld() {
    byte[] bytes = IdxContent.bytes(0, 51, 102, 255, 1, 2, 3, 4, 9, 9, 9, 9);
    float[] floats = {0, 51, 102, 255, 1, 2, 3, 4, 9, 9, 9, 9};
    int[] labels = {2, 0, 1};
    ImageSize size = new ImageSize(2, 2);
    String checksum = Dataset.of("a", size, CLASSES, bytes, labels).checksum();
    assertThat(checksum)
        .isEqualTo("58b866aaaa1e838a76db44041debdb487e689ac0a6c452b62945e18540f92a21")
        .isEqualTo(Dataset.of("b", size, List.of("x", "y", "z"), floats, labels).checksum());
    assertThat(three().limit(2).checksum()).isNotEqualTo(checksum);
    labels[0] = 1;
    assertThat(Dataset.of("a", size, CLASSES, bytes, labels).checksum()).isNotEqualTo(checksum);
    assertThat(row(0.5f).checksum()).isNotEqualTo(row(0.25f).checksum());
    assertThat(row(-0f, 0.5f).checksum()).isEqualTo(row(0, 0.5f).checksum());
  }

  @Test
  void readingAllocatesNothing() {
    Samples bytes = three().samples(new Scaling(0, 16));
    Samples floats = row(0.5f, -1, 2, 3).samples(new Scaling(1, 2));
    double[] input = new double[4];
    double[] target = new double[3];
    Runnable reading =
        () -> {
          for (int i = 0; i < 1000; i++) {
            bytes.readInput(i % 3, input, 0);
            bytes.readTarget(i % 3, target, 0);
            floats.readInput(0, input, 0);
          }
        };
    reading.run();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    reading.run();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
  }

  @Test
  void transposedPicturesHaveRowsAndColumnsExchanged() {
    float[] values = {1, 2, 3, 4, 5, 6.5f};
    Dataset two = Dataset.of("x", new ImageSize(2, 3), CLASSES, values, new int[] {2});
    assertThat(two.transposed().layout()).isEqualTo(new ImageSize(3, 2));
    assertThat(two.transposed().values(0)).containsExactly(1, 4, 2, 5, 3, 6.5);
    assertThat(two.transposed().label(0)).isEqualTo(2);
    assertThat(three().transposed().values(0)).containsExactly(0, 102, 51, 255);
    assertThat(three().transposed().transposed().values(1)).isEqualTo(three().values(1));
    assertThatIllegalArgumentException().isThrownBy(() -> row(1, 2).transposed());
  }
}
