package io.ganglion.testkit;

import io.ganglion.spi.Activation;

/**
 * An activation that no backend knows, so that it is computed through {@link Activation} itself:
 * {@code y = x σ(x)}, with a derivative in terms of both x and y, {@code σ(x) + y (1 − σ(x))}.
 *
 * <p>Source: P. Ramachandran, B. Zoph, Q. V. Le, <em>Searching for Activation Functions</em>
 * (2017).
 */
record OwnActivation() implements Activation {

  @Override
  public String text() {
    return "own";
  }

  @Override
  public double value(double x) {
    return x * sigmoid(x);
  }

  @Override
  public double derivative(double x, double y) {
    double sigmoid = sigmoid(x);
    return sigmoid + y * (1 - sigmoid);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
