package io.ganglion.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of a model to which the classes of a dataset correspond, by name.
 *
 * @param places the model's class for each of the dataset's
 */
@SuppressWarnings("ArrayRecordComponent") // Not compared.
record ClassMatch(int... places) {
  private static final int MOST_NAMED = 8;

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
    for (String name : known) {
      place.putIfAbsent(name, place.size());
    }
    List<String> unknown = new ArrayList<>(classes);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          data
              + (unknown.size() == 1 ? ": has the class " : ": has the classes ")
              + listed(unknown)
              + ", which the model has not learnt; it knows "
              + listed(known));
    }
    return new ClassMatch(classes.stream().mapToInt(place::get).toArray());
  }

  private static String listed(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    return names.size() > MOST_NAMED
        ? some + " and " + (names.size() - MOST_NAMED) + " more"
        : some;
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
