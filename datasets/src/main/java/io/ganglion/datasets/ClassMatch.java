package io.ganglion.datasets;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The classes of a model to which the classes of a dataset correspond, by name.
 *
 * @param places the model's class for each of the dataset's; negative if the model has not learnt it
 */
@SuppressWarnings("ArrayRecordComponent") // Not compared.
record ClassMatch(int... places) {
  /**
   * Returns whether classes are numbered and the model's have names, so that only the order tells:
   * from 0, or from 1 if there are as many. Fewer that count from 1 may be some that count from 0.
   */
  static boolean isInOrder(List<String> classes, List<String> known) {
    boolean fromZero = classes.equals(LabelNumbers.fromZero(classes.size()).names());
    boolean fromOne = classes.equals(new LabelNumbers(1, classes.size() + 1).names());
    return (fromZero || (fromOne && classes.size() == known.size()))
        && Collections.disjoint(new HashSet<>(known), classes);
  }

  /**
   * Finds the model's class for each of a dataset's that has samples.
   *
   * @param data the dataset's name, for the message
   * @param classes the dataset's classes
   * @param known the model's classes
   * @param labels the dataset's classes of its samples
   * @param size how many samples there are
   * @throws IllegalArgumentException if the model lacks one
   */
  static ClassMatch of(
      String data, List<String> classes, List<String> known, int[] labels, int size) {
    Map<String, Integer> place = new HashMap<>();
    for (int i = 0; i < known.size(); i++) {
      place.putIfAbsent(known.get(i), i);
    }
    List<String> unknown =
        Arrays.stream(labels, 0, size)
            .distinct()
            .sorted()
            .mapToObj(classes::get)
            .filter(name -> !place.containsKey(name))
            .toList();
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          data
              + (unknown.size() == 1 ? ": has the class " : ": has the classes ")
              + Names.listed(unknown)
              + ", which the model has not learnt; it knows "
              + Names.listed(known));
    }
    return new ClassMatch(
        classes.stream().mapToInt(name -> place.getOrDefault(name, -1)).toArray());
  }

  /** Returns the model's labels for the first of the dataset's. */
  int[] apply(int[] labels, int size) {
    int[] matched = new int[size];
    for (int i = 0; i < size; i++) {
      matched[i] = places[labels[i]];
    }
    return matched;
  }
}
