package io.ganglion.model;

import io.ganglion.tensor.Shape;
import java.util.List;
import java.util.Objects;

/**
 * Rows of numbers, such as those of a table.
 *
 * @param columns the name of each column, at least one
 * @param scaling how the numbers become inputs
 */
public record RowInput(List<String> columns, Scaling scaling) implements ModelInput {

  /**
   * Checks the columns.
   *
   * @param columns the name of each column, at least one
   * @param scaling how the numbers become inputs
   * @throws IllegalArgumentException if there is no column
   */
  public RowInput {
    columns = List.copyOf(columns);
    Objects.requireNonNull(scaling, "scaling");
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("rows without columns; expected at least one");
    }
  }

  @Override
  public Shape shape() {
    return Shape.of(columns.size());
  }

  @Override
  public RowInput withScaling(Scaling other) {
    return new RowInput(columns, other);
  }

  /** Describes the input for people. */
  @Override
  public String toString() {
    return "rows of " + columns.size() + " columns, " + scaling;
  }
}
