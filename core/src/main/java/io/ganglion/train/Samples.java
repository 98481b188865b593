package io.ganglion.train;

import io.ganglion.network.Network;
import io.ganglion.tensor.Shape;
import java.util.Locale;

/**
 * What a network is trained or tested on: indexed pairs of input and target.
 *
 * <p>Many threads may read an implementation at once, and neither read method allocates.
 */
public interface Samples {

  /**
   * Makes samples from arrays.
   *
   * @param inputs {@code [i]} is the input of sample i, all of one length; copied
   * @param targets {@code [i]} is the target of sample i, all of one length; copied
   * @return the samples, whose shapes are [length]
   * @throws IllegalArgumentException if there are no samples, or the numbers of inputs and targets
   *     or their lengths differ
   */
  static Samples of(double[][] inputs, double[][] targets) {
    return new ArraySamples(inputs, targets);
  }

  /**
   * The number of samples.
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
   * Refuses samples that a network cannot be trained on or evaluated with. Losses and metrics see
   * an output as one row, so that a network with several, such as a softmax per position, does not
   * fit any samples; it can only predict.
   *
   * @param network the network
   * @throws IllegalArgumentException if there are no samples, their inputs or targets differ in size
   *     from the network's, or the network's output has more than one dimension
   */
  default void requireFit(Network network) {
    if (size() < 1) {
      throw new IllegalArgumentException("there are no samples, expected at least 1");
    }
    if (inputShape().size() != network.inputShape().size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the samples' inputs %s do not fit the network's %s",
              inputShape(),
              network.inputShape()));
    }
    if (network.outputShape().rank() > 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network's output %s has %d dimensions, but training and evaluation need 1;"
                  + " end the network with 'flatten' or a linear layer",
              network.outputShape(),
              network.outputShape().rank()));
    }
    if (targetShape().size() != network.outputShape().size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the samples' targets %s do not fit the network's %s",
              targetShape(),
              network.outputShape()));
    }
  }

  /**
   * Reads the input of a sample.
   *
   * @param sample the sample's index, from 0
   * @param destination receives the numbers in row-major order; modified
   * @param offset index of the first one
   */
  void readInput(int sample, double[] destination, int offset);

  /**
   * Reads the target of a sample. For a class, it is one-hot: 1 at the index of the class, and 0
   * elsewhere.
   *
   * @param sample the sample's index, from 0
   * @param destination receives the numbers in row-major order; modified
   * @param offset index of the first one
   */
  void readTarget(int sample, double[] destination, int offset);
}
