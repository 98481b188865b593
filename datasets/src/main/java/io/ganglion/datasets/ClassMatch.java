package io.ganglion.datasets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * The classes of a model to which the classes of a dataset correspond, by name.
 *
 * @param places the model's class for each of the dataset's
 */
@SuppressWarnings("ArrayRecordComponent") // Not compared.
record ClassMatch(int... places) {
  /** Returns whether classes are numbered from 0 and the model's have names: only the order tells. */
  static boolean isInOrder(List<String> classes, List<String> known) {
    return classes.equals(Dataset.numberedClasses(classes.size()))
        && Collections.disjoint(new HashSet<>(known), classes);
  }

  /**
   * Finds the model's class for each of a dataset's.
   *
   * @param data the dataset's name, for the message
   * @param classes the dataset's classes
   * @param known the model's classes
   * @throws IllegalArgumentException if the model lacks one
   */
  static ClassMatch of(String data, List<String> classes, List<String> known) {
    Map<String, Integer> place = new HashMap<>();
    for (int i = 0; i < known.size(); i++) {
      place.putIfAbsent(known.get(i), i);
    }
    List<String> unknown = new ArrayList<>(classes);
    unknown.removeIf(place::containsKey);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          data
              + (unknown.size() == 1 ? ": has the class " : ": has the classes ")
              + Names.listed(unknown)
              + ", which the model has not learnt; it knows "
              + Names.listed(known));
    }
    return new ClassMatch(classes.stream().mapToInt(place::get).toArray());
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
