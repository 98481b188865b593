package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShapeTest {

  @Property
  void rowsTimesColumnsIsTheSize(
      @ForAll @IntRange(min = 1, max = 1000) int a,
      @ForAll @IntRange(min = 1, max = 1000) int b,
      @ForAll @IntRange(min = 1, max = 1000) int c) {
    Shape shape = Shape.of(a, b, c);

    assertThat(shape.rows()).isEqualTo(a * b);
    assertThat(shape.columns()).isEqualTo(c);
    assertThat(shape.size()).isEqualTo(a * b * c);
    assertThat(Shape.of(b, c).batch(a)).isEqualTo(shape).hasSameHashCodeAs(shape);
  }

  @Test
  void aVectorIsOneRow() {
    assertThat(Shape.of(5).rows()).isEqualTo(1);
    assertThat(Shape.of(5).columns()).isEqualTo(5);
    assertThat(Shape.of(5)).isNotEqualTo(Shape.of(1, 5));
  }

  @Test
  void flatHasTheSameElementsInOneDimension() {
    assertThat(Shape.of(28, 28, 3).flat()).isEqualTo(Shape.of(2352));
    assertThat(Shape.of(5).flat()).isEqualTo(Shape.of(5));
  }

  @Test
  void printsItsSizesInBrackets() {
    assertThat(Shape.of(784, 100)).hasToString("[784, 100]");
  }

  @Test
  void isIndependentOfTheArraysThatItTakesAndGives() {
    int[] sizes = {2, 3};
    Shape shape = Shape.of(sizes);
    sizes[0] = 9;
    shape.dimensions()[1] = 9;

    assertThat(shape.dimensions()).containsExactly(2, 3);
  }

  @Test
  void refusesInvalidSizes() {
    assertThatIllegalArgumentException()
        .isThrownBy(Shape::of)
        .withMessage("a shape needs at least one dimension, got none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(3, 0))
        .withMessage("every dimension must be at least 1, got [3, 0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(65536, 65536, 65536, 65536))
        .withMessageStartingWith("a tensor holds at most 2147483647 elements");
  }
}
