package io.ganglion.train;

import io.ganglion.tensor.Shape;

/** A subset of other samples: sample i is their sample {@code numbers[i]}. */
final class Subset implements Samples {

  private final Samples samples;
  private final int[] numbers;

  Subset(Samples samples, int[] numbers) {
    this.samples = samples;
    this.numbers = numbers;
  }

  @Override
  public int size() {
    return numbers.length;
  }

  @Override
  public Shape inputShape() {
    return samples.inputShape();
  }

  @Override
  public Shape targetShape() {
    return samples.targetShape();
  }

  @Override
  public void readInput(int sample, double[] destination, int offset) {
    samples.readInput(numbers[sample], destination, offset);
  }

  @Override
  public void readTarget(int sample, double[] destination, int offset) {
    samples.readTarget(numbers[sample], destination, offset);
  }
}
