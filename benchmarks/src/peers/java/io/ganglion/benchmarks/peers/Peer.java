package io.ganglion.benchmarks.peers;

import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.spi.Precision;
import io.ganglion.train.Samples;

/**
 * Another framework that learns the same samples by the same method: two linear layers without bias,
 * ReLU between them or not, softmax, cross-entropy, plain gradient descent, one sample at a time, one
 * thread.
 */
public interface Peer extends AutoCloseable {

  /**
   * Makes a framework ready to learn.
   *
   * @param name {@code "dl4j"}, {@code "encog"} or {@code "djl"}
   * @param precision one that it has
   * @param sizes the sizes of the network
   * @param weights the weights to start from, w₁ and w₂, each in row-major order; not modified
   * @param learningRate η
   * @param samples what it will learn
   * @return the framework
   * @throws IllegalArgumentException if there is no such framework, or not in that precision, or it
   *     cannot learn such a network
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
          // Encog 3.4 takes the slope of a layer's function from the function of the layer above.
          throw new IllegalArgumentException(
              "the peer 'encog' does not learn ReLU below softmax: its gradient leaves ReLU's slope"
                  + " out; take a network without ReLU");
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
        "the peer '" + name + "' is not measured in " + precision + "; take the other precision");
  }

  /**
   * Learns every sample once, in their order.
   *
   * @return something that depends on the work
   */
  double epoch();

  /**
   * The present weights of the first layer.
   *
   * @return w₁ in row-major order, [inputs, hidden]
   */
  double[] firstWeights();

  @Override
  default void close() {}
}
