package io.ganglion.datasets;

import io.ganglion.formats.FormatException;
import java.util.BitSet;

/** Checks of labels that come from files. */
final class Labels {

  /** From so many samples on, a class without any is conspicuous. */
  private static final int MANY = 1_000;

  private Labels() {}

  /**
   * Returns a label as an index of a class.
   *
   * @param where the file it is from, for the message
   * @param index the sample it belongs to
   * @param label what the file says
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
   * Returns the number of classes that labels imply: the largest of them and one.
   *
   * <p>Among many samples, a label far above all others is taken for a damaged one: nobody has ten
   * kinds of digits and a two-hundredth.
   *
   * @param where the file they are from, for the message
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
