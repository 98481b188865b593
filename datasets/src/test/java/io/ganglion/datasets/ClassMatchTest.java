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
    assertThat(ClassMatch.of("data", names("b", "c"), names("c", "a", "b")).places())
        .containsExactly(2, 0);
    assertThat(ClassMatch.of("data", names("b"), names("a", "a", "b")).places()).containsExactly(2);
  }

  @Test
  void unknownClassesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassMatch.of("data", names("x", "a", "y"), names("a", "b")))
        .withMessage("data: has the classes x, y, which the model has not learnt; it knows a, b");
  }

  @Test
  void numbersAreInOrderWhereTheModelHasNames() {
    assertThat(ClassMatch.isInOrder(names("0", "1"), names("a", "b"))).isTrue();
    assertThat(ClassMatch.isInOrder(names("0", "1"), names("1", "b"))).isFalse();
    assertThat(ClassMatch.isInOrder(names("0", "2"), names("a", "b"))).isFalse();
  }
}
