package io.ganglion.train;

import io.ganglion.tensor.Shape;

/** Samples given as lists of inputs and targets. */
record ListedSamples(double[][] x, double[][] t) implements Samples {

  @Override
  public int size() {
    return x.length;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(x[0].length);
  }

  @Override
  public Shape targetShape() {
    return Shape.of(t[0].length);
  }

  @Override
  public void readInput(int sample, double[] destination, int offset) {
    System.arraycopy(x[sample], 0, destination, offset, x[sample].length);
  }

  @Override
  public void readTarget(int sample, double[] destination, int offset) {
    System.arraycopy(t[sample], 0, destination, offset, t[sample].length);
  }
}
