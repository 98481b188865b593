package io.ganglion.datasets;

import io.ganglion.model.ModelInput;
import io.ganglion.model.PictureInput;
import io.ganglion.model.RowInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The values of some data that a model takes. Columns are found by their names; columns that are
 * only numbered have none, and are taken in their order, as pixels are.
 *
 * @param places the place in a sample of each value that the model takes
 */
@SuppressWarnings("ArrayRecordComponent") // Not compared.
record ColumnMatch(int... places) {

  /**
   * Finds what a model takes in the samples of a layout.
   *
   * @param name the data's name, for the message
   * @throws IllegalArgumentException if the samples have fewer, more or other columns, or are
   *     pictures of another size
   */
  static ColumnMatch of(String name, SampleLayout data, ModelInput input) {
    if (input instanceof RowInput rows && data instanceof Columns columns) {
      try {
        return of(columns.names(), rows.columns());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
      }
    }
    boolean pictures = input instanceof PictureInput && data instanceof ImageSize;
    boolean fits =
        pictures ? data.shape().equals(input.shape()) : data.shape().size() == input.shape().size();
    if (!fits) {
      throw new IllegalArgumentException(
          name
              + (data instanceof ImageSize ? ": has pictures of " : ": has rows of ")
              + data
              + ", but the model takes "
              + input);
    }
    return ordered(input.shape().size());
  }

  /**
   * Finds a model's columns in those of the data.
   *
   * @throws IllegalArgumentException if the data have fewer, more or others; its message goes after
   *     the name of the data
   */
  static ColumnMatch of(List<String> data, List<String> taken) {
    if (!data.equals(taken) && areNames(data) && areNames(taken)) {
      return byName(data, taken);
    }
    if (data.size() != taken.size()) {
      throw new IllegalArgumentException(
          "has "
              + data.size()
              + " columns of values, expected "
              + taken.size()
              + ": one for each input");
    }
    return ordered(taken.size());
  }

  private static ColumnMatch ordered(int values) {
    return new ColumnMatch(IntStream.range(0, values).toArray());
  }

  private static ColumnMatch byName(List<String> data, List<String> taken) {
    Map<String, Integer> place = new HashMap<>();
    for (int i = 0; i < data.size(); i++) {
      if (place.put(data.get(i), i) != null) {
        throw new IllegalArgumentException(
            "names several columns "
                + CsvRow.quoted(data.get(i))
                + ", expected one: give each column a name of its own");
      }
    }
    List<String> missing = new ArrayList<>(taken);
    missing.removeIf(place::containsKey);
    Set<String> known = new HashSet<>(taken);
    List<String> others = new ArrayList<>(data);
    others.removeIf(known::contains);
    if (missing.size() + others.size() > 0 || data.size() != taken.size()) {
      List<String> reasons = new ArrayList<>();
      if (!missing.isEmpty()) {
        reasons.add("lacks " + counted(missing) + ", which the model takes");
      }
      if (!others.isEmpty()) {
        reasons.add("has " + counted(others) + ", which the model does not take");
      }
      throw new IllegalArgumentException(
          String.join(", and ", reasons)
              + (reasons.isEmpty() ? "has other columns" : "")
              + "; expected "
              + Names.listed(taken)
              + ", in any order: rename or remove columns");
    }
    return new ColumnMatch(taken.stream().mapToInt(place::get).toArray());
  }

  private static String counted(List<String> names) {
    return (names.size() == 1 ? "the column " : "the columns ") + Names.listed(names);
  }

  /** Returns whether columns have names, and not only numbers that count them. */
  private static boolean areNames(List<String> columns) {
    return !areNumbers(columns, 0) && !areNumbers(columns, 1);
  }

  private static boolean areNumbers(List<String> columns, int first) {
    return IntStream.range(0, columns.size())
        .allMatch(i -> columns.get(i).equals(Integer.toString(first + i)));
  }

  /** Returns what samples have that were arranged for a model. */
  static SampleLayout layout(ModelInput input) {
    return input instanceof PictureInput picture
        ? new ImageSize(picture.height(), picture.width())
        : new Columns(((RowInput) input).columns());
  }

  /** Arranges samples as the model takes them. */
  RawValues apply(RawValues values, int samples) {
    boolean ordered = IntStream.range(0, places.length).allMatch(i -> places[i] == i);
    return ordered ? values : values.arranged(samples, places);
  }
}
