package io.ganglion.datasets;

import io.ganglion.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of a row that is not a picture.
 *
 * @param names the name of each column, in order; at least one
 */
public record Columns(List<String> names) implements SampleLayout {
  /**
   * Copies the names.
   *
   * @param names the name of each column, in order
   * @throws IllegalArgumentException if there is none
   */
  public Columns {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("no columns; expected at least one");
    }
  }

  /**
   * Names columns by their numbers.
   *
   * @param count how many, at least 1
   * @return {@code "1", "2", …}
   * @throws IllegalArgumentException if {@code count} is less than 1
   */
  public static Columns numbered(int count) {
    return new Columns(IntStream.rangeClosed(1, count).mapToObj(Integer::toString).toList());
  }

  @Override
  public Shape shape() {
    return Shape.of(names.size());
  }

  /** Returns how many there are: {@code 4 columns}. */
  @Override
  public String toString() {
    return names.size() == 1 ? "1 column" : names.size() + " columns";
  }
}
