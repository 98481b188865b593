package io.ganglion.benchmarks;

import io.ganglion.backend.Backends;
import io.ganglion.metric.Decision;
import io.ganglion.network.Network;
import io.ganglion.spi.Precision;

/** The whole life of a program that predicts one image: what {@link ColdStart} starts. */
final class FirstPrediction {

  private FirstPrediction() {}

  /**
   * Makes the original network, and prints the class of one image.
   *
   * @param arguments the backend's name and the precision's label
   */
  public static void main(String[] arguments) {
    Topology topology = Topology.ORIGINAL;
    double[] image = new double[topology.inputs()];
    image[topology.inputs() / 2] = 1;
    try (Network network =
        topology.network(Backends.create(arguments[0], Precision.of(arguments[1])))) {
      double[] prediction = network.predict(image);
      System.out.println(Decision.argmax(prediction, 0, prediction.length));
    }
  }
}
