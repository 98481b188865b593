package io.ganglion.datasets;

import io.ganglion.model.ModelInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Inputs without labels, for a network to predict. Instances are immutable. */
public final class Rows {
  private final int columns;
  private final RawValues values;
  private final int size;
  private final List<String> notes;

  Rows(int columns, RawValues values, int size, List<String> notes) {
    this.columns = columns;
    this.values = values;
    this.size = size;
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
    return size;
  }

  /**
   * Copies one row's raw values.
   *
   * @param index the row, from 0
   * @return a new array
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public double[] values(int index) {
    double[] raw = new double[columns];
    int start = Objects.checkIndex(index, size) * columns;
    for (int i = 0; i < columns; i++) {
      raw[i] = values.get(start + i);
    }
    return raw;
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
