package io.ganglion.datasets;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of the classes in a file. They begin with 0, or with 1 where the labels are 1 and more
 * and none is 0.
 *
 * @param least the least label
 * @param end one more than the largest label; 0 if there are no labels
 */
record LabelNumbers(int least, int end) {
  /** Whether classes have no names but numbers. */
  static boolean areNumbers(List<String> classes) {
    return classes.stream().allMatch(name -> name.matches("\\d+"));
  }

  /** The numbers from 0 on. */
  static LabelNumbers fromZero(int classes) {
    return new LabelNumbers(0, classes);
  }

  /** Returns the numbers of two parts of some data together. */
  LabelNumbers and(LabelNumbers other) {
    return new LabelNumbers(Math.min(least, other.least), Math.max(end, other.end));
  }

  private int first() {
    return least == 1 && end > 2 ? 1 : 0;
  }

  /** Names the classes by their numbers. */
  List<String> names() {
    return IntStream.range(first(), end).mapToObj(Integer::toString).toList();
  }

  /** Numbers labels of these classes from 0. */
  int[] fromZero(int... labels) {
    int[] numbered = labels;
    if (first() == 1) {
      numbered = new int[labels.length];
      for (int i = 0; i < labels.length; i++) {
        numbered[i] = labels[i] - 1;
      }
    }
    return numbered;
  }

  /** Says so if the numbers do not begin with 0. */
  List<String> notes() {
    return first() == 1 ? List.of("no label is 0: the classes are 1 to " + (end - 1)) : List.of();
  }
}
