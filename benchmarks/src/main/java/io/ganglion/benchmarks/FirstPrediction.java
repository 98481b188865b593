package io.ganglion.benchmarks;

import io.ganglion.backend.Backends;
import io.ganglion.metric.Decision;
import io.ganglion.network.Network;
import io.ganglion.spi.Precision;

/** The program that {@link ColdStart} starts: it predicts one image. */
final class FirstPrediction {

  private FirstPrediction() {}

  /**
   * Creates the original network, and prints the predicted class of one image.
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
