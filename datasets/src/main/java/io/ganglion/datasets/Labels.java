package io.ganglion.datasets;

import io.ganglion.formats.FormatException;

/** Checks of labels that come from files. */
final class Labels {
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

  /** Returns the number of classes that labels imply: the largest of them and one. */
  static int classes(int... labels) {
    int largest = -1;
    for (int label : labels) {
      largest = Math.max(largest, label);
    }
    return largest + 1;
  }
}
