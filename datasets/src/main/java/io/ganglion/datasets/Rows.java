package io.ganglion.datasets;

import io.ganglion.model.ModelInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Inputs without labels, for a network to predict. Instances are immutable. */
public final class Rows {
  private final Features features;
  private final List<String> notes;

  Rows(Features features, List<String> notes) {
    this.features = features;
    this.notes = List.copyOf(notes);
  }

  /**
   * Reads rows from a CSV file as {@link Datasets} does. A column that numbers the rows and one that
   * is named as the label are ignored. The others are found by their names, in any order, where both
   * the file and the model name columns; otherwise they are taken in their order.
   *
   * @param file the file, gzipped or not
   * @param input what the model takes; its scaling is not applied
   * @return the rows, completely in memory, their values in the model's order
   * @throws io.ganglion.formats.FormatException if it is not such a file, or has more, fewer or other
   *     columns
   * @throws IOException if it cannot be read
   */
  public static Rows readCsv(Path file, ModelInput input) throws IOException {
    return CsvDataset.readRows(file, input);
  }

  /**
   * Returns how many rows there are.
   *
   * @return at least 1
   */
  public int size() {
    return features.size();
  }

  /**
   * Copies one row's raw values.
   *
   * @param index the row, from 0
   * @return a new array
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public double[] values(int index) {
    return features.values(index);
  }

  /**
   * Finds how these values become the inputs of a model that has learnt other data.
   *
   * @param learnt what the model takes
   * @param inverted whether someone has chosen which of light and dark is which, and {@code learnt}
   *     says it
   * @return the scaling, and the reasons for it; the rule is in {@link ScaleMatch}
   */
  public ScaleMatch scaling(ModelInput learnt, boolean inverted) {
    return features.scaling(learnt, inverted);
  }

  /**
   * Returns what was recognised when the rows were read, a line each.
   *
   * @return an unmodifiable list
   */
  public List<String> notes() {
    return notes;
  }
}
