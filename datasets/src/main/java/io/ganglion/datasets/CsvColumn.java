package io.ganglion.datasets;

/**
 * The properties that tell a column of labels from a column of values, and a column of row numbers
 * from both.
 *
 * <p>The pixels in a corner are mostly the same in all images. If both columns vary, labels use
 * every number from the first class to the last, and each of them often; values leave gaps, or are
 * not whole. If even that is not clear, the label is not guessed.
 */
final class CsvColumn {
  private static final int MOST_VALUES = 1 << 16;
  private static final int RECORDS_PER_CLASS = 20;

  private final boolean[] seen = new boolean[MOST_VALUES];
  private int records;
  private int distinct;
  private double first;
  private double largest;
  private boolean outside;
  private boolean whole = true;
  private boolean counting = true;

  void add(double value) {
    if (records == 0) {
      first = value;
    }
    counting &= value == first + records && (first == 0 || first == 1);
    records++;
    largest = Math.max(largest, value);
    whole &= value == Math.rint(value);
    if (!(value >= 0 && value < MOST_VALUES && value == Math.rint(value))) {
      outside = true;
    } else if (!seen[(int) value]) {
      seen[(int) value] = true;
      distinct++;
    }
  }

  /** Returns more than 0 if this column is more like labels than the other, less than 0 if less. */
  int compareAsLabels(CsvColumn other) {
    if (whole != other.whole) {
      return whole ? 1 : -1;
    }
    if (isBytes() != other.isBytes()) {
      return isBytes() ? -1 : 1;
    }
    if (isConstant() != other.isConstant()) {
      return isConstant() ? -1 : 1;
    }
    if (isLabels() != other.isLabels()) {
      return isLabels() ? 1 : -1;
    }
    return isLabels() ? Integer.compare(other.distinct, distinct) : 0;
  }

  /** Returns whether the values can be pixels; if only one column's can, the other is the label. */
  boolean isBytes() {
    return !outside && largest <= 255;
  }

  /** Returns whether each value is a whole number. */
  boolean isWhole() {
    return whole;
  }

  /** Returns whether the values number the rows, from 0 or 1. */
  boolean isCounting() {
    return counting;
  }

  private boolean isConstant() {
    return distinct <= 1 && !outside;
  }

  private boolean isLabels() {
    boolean gaps = distinct < largest + (seen[0] ? 1 : 0);
    return !outside && !gaps && records >= RECORDS_PER_CLASS * (long) distinct;
  }
}
