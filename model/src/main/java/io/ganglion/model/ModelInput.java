package io.ganglion.model;

import io.ganglion.tensor.Shape;

/** What a model takes, and how it becomes the numbers that its network sees. */
public sealed interface ModelInput permits PictureInput, RowInput {

  /**
   * The shape of one input.
   *
   * @return [height, width] for pictures, [columns] for rows
   */
  Shape shape();

  /**
   * How raw values become the network's inputs.
   *
   * @return the scaling
   */
  Scaling scaling();

  /**
   * Returns the same input with another scaling.
   *
   * @param scaling the other scaling
   * @return the input
   */
  ModelInput withScaling(Scaling scaling);

  /**
   * Makes raw values the network's inputs.
   *
   * @param raw as many values as the shape has; not modified
   * @return the inputs, in a new array
   * @throws IllegalArgumentException if there are fewer or more
   */
  default double[] inputs(double... raw) {
    if (raw.length != shape().size()) {
      throw new IllegalArgumentException(
          raw.length + " values, expected " + shape().size() + " for " + this);
    }
    double[] inputs = new double[raw.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = scaling().of(raw[i]);
    }
    return inputs;
  }
}
