package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.tensor.Shape;

/**
 * What a network is trained on or tested with: numbered pairs of an input and a target.
 *
 * <p>Implementations may be read by many threads at once, and neither read method allocates.
 */
public interface Samples {

  /**
   * Samples in arrays.
   *
   * @param inputs {@code [i]} is the input of sample i, all of one length; copied
   * @param targets {@code [i]} is the target of sample i, all of one length; copied
   * @return the samples, whose shapes are those lengths
   * @throws IllegalArgumentException if there are no samples, or not as many inputs as targets, or
   *     lengths differ
   */
  static Samples of(double[][] inputs, double[][] targets) {
    return new ArraySamples(inputs, targets);
  }

  /**
   * How many samples there are.
   *
   * @return at least 1
   */
  int size();

  /**
   * The shape of one sample's input.
   *
   * @return for example [28, 28]
   */
  Shape inputShape();

  /**
   * The shape of one sample's target.
   *
   * @return for example [10]: one number for each class
   */
  Shape targetShape();

  /**
   * Refuses samples that a network cannot learn or predict.
   *
   * @param network the network
   * @throws IllegalArgumentException if there are no samples, or inputs or targets have other sizes than
   *     the network's
   */
  default void requireFit(Network network) {
    if (size() < 1) {
      throw new IllegalArgumentException("there are no samples, expected at least 1");
    }
    if (inputShape().size() != network.inputShape().size()) {
      throw new IllegalArgumentException(
          "the samples' inputs %s do not fit the network's %s"
              .formatted(inputShape(), network.inputShape()));
    }
    if (targetShape().size() != network.outputShape().size()) {
      throw new IllegalArgumentException(
          "the samples' targets %s do not fit the network's %s"
              .formatted(targetShape(), network.outputShape()));
    }
  }

  /**
   * Gets the input of a sample.
   *
   * @param sample which one, from 0 on
   * @param destination where its numbers go, in row-major order; modified
   * @param offset where they begin
   */
  void readInput(int sample, double[] destination, int offset);

  /**
   * Gets the target of a sample. Of a class it is 1 in that class's place and 0 elsewhere.
   *
   * @param sample which one, from 0 on
   * @param destination where its numbers go, in row-major order; modified
   * @param offset where they begin
   */
  void readTarget(int sample, double[] destination, int offset);
}
