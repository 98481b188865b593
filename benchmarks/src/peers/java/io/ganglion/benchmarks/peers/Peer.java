package io.ganglion.benchmarks.peers;

import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.spi.Precision;
import io.ganglion.train.Samples;

/**
 * Another framework that learns the same samples by the same method: two linear layers without
 * bias, with or without ReLU between them, softmax, cross-entropy, plain gradient descent on one
 * sample at a time, one thread.
 */
public interface Peer extends AutoCloseable {

  /**
   * Sets up a framework.
   *
   * @param name {@code "dl4j"}, {@code "encog"} or {@code "djl"}
   * @param precision a precision that it supports
   * @param sizes the sizes of the network
   * @param weights the initial weights, w₁ and w₂, each in row-major order; not modified
   * @param learningRate η
   * @param samples the samples to learn
   * @return the framework
   * @throws IllegalArgumentException if the framework is unknown, or does not support the precision
   *     or the network
   */
  static Peer of(
      String name,
      Precision precision,
      Sizes sizes,
      double[][] weights,
      double learningRate,
      Samples samples) {
    boolean float64 = precision == Precision.FLOAT64;
    switch (name) {
      case "dl4j":
        return new Dl4j(float64, sizes, weights, learningRate, samples);
      case "encog":
        if (sizes.rectified()) {
          // Encog 3.4 takes the derivative of a layer's activation from the activation of the layer
          // above.
          throw new IllegalArgumentException(
              "the peer 'encog' does not learn ReLU below softmax, because its gradient leaves"
                  + " ReLU's derivative out; use a network without ReLU");
        }
        if (float64) {
          return new Encog(sizes, weights, learningRate, samples);
        }
        break;
      case "djl":
        if (!float64) {
          return new Djl(sizes, weights, learningRate, samples);
        }
        break;
      default:
        throw new IllegalArgumentException(
            "no peer is called '" + name + "'; expected dl4j, encog or djl");
    }
    throw new IllegalArgumentException(
        "the peer '" + name + "' is not measured in " + precision + "; use the other precision");
  }

  /**
   * Learns every sample once, in order.
   *
   * @return a number that depends on the work
   */
  double epoch();

  /**
   * The current weights of the first layer.
   *
   * @return w₁ in row-major order, [inputs, hidden]
   */
  double[] firstWeights();

  @Override
  default void close() {}
}
