package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.util.BitSet;

/** Checks labels from files. */
final class Labels {

  /** With this many samples, most classes should have some. */
  private static final int MANY = 1_000;

  private Labels() {}

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
          "label %d of sample %d is outside the classes, expected 0 to %d"
              .formatted(label, index, Dataset.MAXIMUM_CLASSES - 1));
    }
    return (int) label;
  }

  /**
   * Returns the number of classes that labels imply: the largest label plus one.
   *
   * <p>Among many samples, a label far above all the others is taken to be damaged: data with ten
   * kinds of digits has no class 200.
   *
   * @param where the file, for the message
   * @param labels the labels, each of them {@linkplain #check checked}
   * @throws FormatException if most of the classes have no sample
   */
  static int classes(Object where, int... labels) throws FormatException {
    int last = 0;
    BitSet found = new BitSet();
    for (int i = 0; i < labels.length; i++) {
      found.set(labels[i]);
      if (labels[i] > labels[last]) {
        last = i;
      }
    }
    int classes = found.length();
    if (labels.length >= MANY && classes > 3 * found.cardinality()) {
      throw new FormatException(
          where,
          ("label %d of sample %d is outside the classes: there are only %d different labels,"
                  + " expected them to be numbered from 0 without large gaps")
              .formatted(labels[last], last, found.cardinality()));
    }
    return classes;
  }
}
