package io.ganglion.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The names of the arrays that hold the inputs and the labels of a split.
 *
 * @param inputs the array of the inputs
 * @param labels the array of their labels
 */
record ArrayNaming(String inputs, String labels) {
  /** Inputs and labels; {@code *} is the split: of Keras, of MedMNIST, and others. */
  private static final List<ArrayNaming> SPLIT =
      List.of(
          new ArrayNaming("x_*", "y_*"),
          new ArrayNaming("*_images", "*_labels"),
          new ArrayNaming("*_x", "*_y"),
          new ArrayNaming("*_data", "*_labels"),
          new ArrayNaming("*_data", "*_target"),
          new ArrayNaming("*_features", "*_labels"),
          new ArrayNaming("images_*", "labels_*"),
          new ArrayNaming("*images", "*labels"));

  /** Inputs and labels that are not split: of scikit-learn, and others. */
  private static final List<ArrayNaming> WHOLE =
      List.of(
          new ArrayNaming("x", "y"),
          new ArrayNaming("data", "target"),
          new ArrayNaming("data", "labels"),
          new ArrayNaming("data", "label"),
          new ArrayNaming("images", "labels"),
          new ArrayNaming("images", "target"),
          new ArrayNaming("features", "labels"),
          new ArrayNaming("inputs", "targets"));

  /** Finds the arrays of a split. */
  static Optional<ArrayNaming> split(Split split, Set<String> names) {
    return SPLIT.stream()
        .map(naming -> naming.of(split.label()))
        .flatMap(naming -> naming.in(names).stream())
        .findFirst();
  }

  /** Finds the labels of a split, whose inputs may be missing. */
  static Optional<String> labels(Split split, Set<String> names) {
    return SPLIT.stream()
        .flatMap(naming -> find(naming.of(split.label()).labels, names).stream())
        .findFirst();
  }

  /** Finds arrays that are not split. */
  static Optional<ArrayNaming> whole(Set<String> names) {
    return WHOLE.stream().flatMap(naming -> naming.in(names).stream()).findFirst();
  }

  /** Returns the arrays of a validation part, which neither training nor testing reads. */
  static List<String> validation(Set<String> names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.matches("(val|valid|validation)_.*|.*_(val|valid|validation)")) {
        found.add(name);
      }
    }
    return found;
  }

  private ArrayNaming of(String split) {
    return new ArrayNaming(inputs.replace("*", split), labels.replace("*", split));
  }

  /** Returns the names as they are written among those given, in capitals or not. */
  private Optional<ArrayNaming> in(Set<String> names) {
    Optional<String> foundInputs = find(inputs, names);
    Optional<String> foundLabels = find(labels, names);
    return foundInputs.isPresent() && foundLabels.isPresent()
        ? Optional.of(new ArrayNaming(foundInputs.get(), foundLabels.get()))
        : Optional.empty();
  }

  private static Optional<String> find(String name, Set<String> names) {
    return names.contains(name)
        ? Optional.of(name)
        : names.stream().filter(name::equalsIgnoreCase).sorted().findFirst();
  }
}
