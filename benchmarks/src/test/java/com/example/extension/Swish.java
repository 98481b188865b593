package com.example.extension;

import io.ganglion.spi.Activation;
import io.ganglion.text.Numbers;

/** A custom activation: {@code f(x) = x / (1 + exp(−βx))}. */
record Swish(double beta) implements Activation {

  @Override
  public String text() {
    return "swish " + Numbers.text(beta);
  }

  @Override
  public double value(double x) {
    return x * sigmoid(x);
  }

  @Override
  public double derivative(double x, double y) {
    return sigmoid(x) * (1 + beta * (x - y));
  }

  private double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-beta * x));
  }
}
