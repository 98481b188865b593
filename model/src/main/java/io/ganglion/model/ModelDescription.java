package io.ganglion.model;

import io.ganglion.metric.Decision;
import io.ganglion.network.Architecture;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model says of itself besides its network and weights: what it takes, what its answers are
 * called, and where it comes from. It is immutable; each {@code with…} returns a changed copy.
 *
 * @param input what the model takes, and how it becomes the network's inputs
 * @param classes the name of each class in the order of the network's outputs, all different; empty
 *     in a regression
 * @param unit the unit of a regression's answers, such as {@code mpg}
 * @param calibration makes its probabilities as frequent as they say
 * @param provenance where it comes from, if that is known
 * @param metadata texts of the user's own, by names that do not begin with {@code ganglion.}
 */
public record ModelDescription(
    ModelInput input,
    List<String> classes,
    Optional<String> unit,
    Calibration calibration,
    Optional<Provenance> provenance,
    Map<String, String> metadata) {

  /** The beginning of the names that metadata must not have. */
  static final String RESERVED = "ganglion.";

  /**
   * Checks the names.
   *
   * @param input what the model takes
   * @param classes the name of each class
   * @param unit the unit of a regression's answers
   * @param calibration makes its probabilities as frequent as they say
   * @param provenance where it comes from
   * @param metadata texts of the user's own
   * @throws IllegalArgumentException if two classes have one name, if the name of a text begins with
   *     {@code ganglion.}, or if names and texts take more than 12 MB as JSON, so that
   *     they may not fit into a file
   */
  public ModelDescription {
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(calibration, "calibration");
    Objects.requireNonNull(provenance, "provenance");
    classes = List.copyOf(classes);
    if (classes.stream().distinct().count() != classes.size()) {
      throw new IllegalArgumentException(
          "classes " + classes + "; expected different names, or answers cannot be told apart");
    }
    metadata = Map.copyOf(metadata);
    for (String name : metadata.keySet()) {
      if (name.startsWith(RESERVED)) {
        throw new IllegalArgumentException(
            "metadata named '" + name + "'; expected a name that does not begin with " + RESERVED);
      }
    }
    // What cannot be saved is refused before a training, not after it.
    DescriptionText.write(input, classes, unit, calibration, provenance, metadata);
  }

  /**
   * Describes a classifier.
   *
   * @param input what the model takes
   * @param classes the name of each class, in the order of the network's outputs
   * @return the description, with nothing else said
   * @throws IllegalArgumentException if two classes have one name
   */
  public static ModelDescription of(ModelInput input, List<String> classes) {
    return new ModelDescription(
        input, classes, Optional.empty(), Calibration.NONE, Optional.empty(), Map.of());
  }

  /**
   * Refuses a network that is not the one described.
   *
   * @param network the network
   * @throws IllegalArgumentException if it takes inputs of another size, or has more or fewer
   *     outputs than there are classes
   */
  public void requireFit(Architecture network) {
    if (network.inputShape().size() != input.shape().size()) {
      throw new IllegalArgumentException(
          "the network takes " + network.inputShape() + ", but its description says " + input);
    }
    int outputs = network.outputShape().size();
    if (!classes.isEmpty()
        && classes.size() != outputs
        && classes.size() != Decision.classes(outputs)) {
      throw new IllegalArgumentException(
          "the network has "
              + outputs
              + " outputs, but there are "
              + classes.size()
              + " names of classes");
    }
  }

  /**
   * Replaces what the model takes.
   *
   * @param other the other input
   * @return the changed description
   */
  public ModelDescription withInput(ModelInput other) {
    return new ModelDescription(other, classes, unit, calibration, provenance, metadata);
  }

  /**
   * Replaces the names of the classes.
   *
   * @param names the name of each class, in the order of the network's outputs
   * @return the changed description
   * @throws IllegalArgumentException if two classes have one name
   */
  public ModelDescription withClasses(List<String> names) {
    return new ModelDescription(input, names, unit, calibration, provenance, metadata);
  }

  /**
   * Sets the unit of a regression's answers.
   *
   * @param text such as {@code mpg}
   * @return the changed description
   */
  public ModelDescription withUnit(String text) {
    return new ModelDescription(
        input, classes, Optional.of(text), calibration, provenance, metadata);
  }

  /**
   * Replaces the calibration.
   *
   * @param other the other calibration
   * @return the changed description
   */
  public ModelDescription withCalibration(Calibration other) {
    return new ModelDescription(input, classes, unit, other, provenance, metadata);
  }

  /**
   * Says where the model comes from.
   *
   * @param origin where it comes from
   * @return the changed description
   */
  public ModelDescription withProvenance(Provenance origin) {
    return new ModelDescription(input, classes, unit, calibration, Optional.of(origin), metadata);
  }

  /**
   * Replaces the user's own texts.
   *
   * @param texts the texts by name
   * @return the changed description
   * @throws IllegalArgumentException if a name begins with {@code ganglion.}
   */
  public ModelDescription withMetadata(Map<String, String> texts) {
    return new ModelDescription(input, classes, unit, calibration, provenance, texts);
  }
}
