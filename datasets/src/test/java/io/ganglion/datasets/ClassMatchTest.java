package io.ganglion.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassMatchTest {

  /** Names that are not searched one after the other: there may be 65,536 on both sides. */
  private static List<String> names(String... names) {
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return names[index];
      }

      @Override
      public int size() {
        return names.length;
      }

      @Override
      public boolean contains(Object name) {
        throw new AssertionError("searched for " + name);
      }
    };
  }

  @Test
  void classesAreFoundByName() {
    assertThat(match(names("b", "c"), names("c", "a", "b"), 0, 1).places()).containsExactly(2, 0);
    assertThat(match(names("b"), names("a", "a", "b"), 0).places()).containsExactly(2);
  }

  @Test
  void unknownClassesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> match(names("x", "a", "y"), names("a", "b"), 2, 0, 1, 2))
        .withMessage("data: has the classes x, y, which the model has not learnt; it knows a, b");
  }

  @Test
  void classesWithoutSamplesNeedNotBeKnown() {
    assertThat(match(names("x", "a", "y"), names("a", "b"), 1, 1).apply(new int[] {1, 1}, 2))
        .containsExactly(0, 0);
  }

  private static ClassMatch match(List<String> classes, List<String> known, int... labels) {
    return ClassMatch.of("data", classes, known, labels, labels.length);
  }

  @Test
  void numbersAreInOrderWhereTheModelHasNames() {
    assertThat(ClassMatch.isInOrder(names("0", "1"), names("a", "b"))).isTrue();
    assertThat(ClassMatch.isInOrder(names("0", "1"), names("1", "b"))).isFalse();
    assertThat(ClassMatch.isInOrder(names("0", "2"), names("a", "b"))).isFalse();
    assertThat(ClassMatch.isInOrder(names("1", "2"), names("a", "b"))).isTrue();
    assertThat(ClassMatch.isInOrder(names("1", "2"), names("a", "b", "c"))).isFalse();
  }
}
