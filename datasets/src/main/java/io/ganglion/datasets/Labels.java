package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.util.BitSet;
import java.util.Locale;

/** Checks labels from files, and counts their classes without keeping them. */
final class Labels {

  /** With this many samples, most classes should have some. */
  private static final int MANY = 1_000;

  /**
   * Returns a label as an index of a class.
   *
   * @param where the file, for the message
   * @param index the sample that has the label
   * @param label the label in the file
   * @return the label
   * @throws FormatException if it cannot be the number of a class
   */
  static int check(Object where, long index, long label) throws FormatException {
    if (label < 0 || label >= Dataset.MAXIMUM_CLASSES) {
      throw new FormatException(
          where,
          String.format(
              Locale.ROOT,
              "label %d of sample %d is outside the classes, expected 0 to %d",
              label,
              index,
              Dataset.MAXIMUM_CLASSES - 1));
    }
    return (int) label;
  }

  /**
   * Checks the labels of a dataset.
   *
   * @throws IllegalArgumentException if there is no class or there are too many, or if a label is
   *     outside the classes
   */
  static void requireWithin(String name, int[] labels, int size, int classes) {
    if (classes < 1 || classes > Dataset.MAXIMUM_CLASSES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %d classes; expected 1 to %d",
              name,
              classes,
              Dataset.MAXIMUM_CLASSES));
    }
    for (int i = 0; i < size; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: label %d of sample %d is outside the %d classes; expected 0 to %d",
                name,
                labels[i],
                i,
                classes,
                classes - 1));
      }
    }
  }

  private final BitSet found = new BitSet();
  private long count;
  private int largest;
  private long largestAt;

  /** Takes note of the next sample's label, which was {@linkplain #check checked}. */
  void add(int label) {
    found.set(label);
    if (count == 0 || label > largest) {
      largest = label;
      largestAt = count;
    }
    count++;
  }

  /**
   * Returns the numbers of the classes that the labels imply: up to the largest label.
   *
   * <p>Among many samples, a label far above all the others is taken to be damaged: data with ten
   * kinds of digits has no class 200.
   *
   * @param where the file, for the message
   * @throws FormatException if most of the classes have no sample
   */
  LabelNumbers numbers(Object where) throws FormatException {
    int classes = found.length();
    if (count >= MANY && classes > 3 * found.cardinality()) {
      throw new FormatException(
          where,
          String.format(
              Locale.ROOT,
              "label %d of sample %d is outside the classes: there are only %d different labels,"
                  + " expected them to be numbered from 0 without large gaps",
              largest,
              largestAt,
              found.cardinality()));
    }
    return new LabelNumbers(Math.max(0, found.nextSetBit(0)), classes);
  }

  /** Returns the numbers of the classes that these labels imply. */
  static LabelNumbers numbers(Object where, int... labels) throws FormatException {
    Labels all = new Labels();
    for (int label : labels) {
      all.add(label);
    }
    return all.numbers(where);
  }
}
