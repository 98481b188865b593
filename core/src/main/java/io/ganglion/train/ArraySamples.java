package io.ganglion.train;

import io.ganglion.tensor.Shape;
import java.util.Locale;

/** Samples in arrays: see {@link Samples#of}. */
final class ArraySamples implements Samples {

  private final double[][] inputs;
  private final double[][] targets;
  private final Shape inputShape;
  private final Shape targetShape;

  ArraySamples(double[][] inputs, double[][] targets) {
    if (inputs.length == 0 || inputs.length != targets.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "got %d inputs and %d targets, expected the same number of both, and at least 1",
              inputs.length,
              targets.length));
    }
    this.inputs = copy("input", inputs);
    this.targets = copy("target", targets);
    this.inputShape = Shape.of(inputs[0].length);
    this.targetShape = Shape.of(targets[0].length);
  }

  private static double[][] copy(String what, double[][] rows) {
    double[][] copy = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != rows[0].length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s %d has %d numbers, but %s 0 has %d; all must have the same number",
                what,
                i,
                rows[i].length,
                what,
                rows[0].length));
      }
      copy[i] = rows[i].clone();
    }
    return copy;
  }

  @Override
  public int size() {
    return inputs.length;
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape targetShape() {
    return targetShape;
  }

  @Override
  public void readInput(int sample, double[] destination, int offset) {
    System.arraycopy(inputs[sample], 0, destination, offset, inputs[sample].length);
  }

  @Override
  public void readTarget(int sample, double[] destination, int offset) {
    System.arraycopy(targets[sample], 0, destination, offset, targets[sample].length);
  }
}
