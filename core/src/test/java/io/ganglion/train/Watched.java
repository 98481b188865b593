package io.ganglion.train;

import io.ganglion.tensor.Shape;
import java.util.function.IntConsumer;

/**
 * Samples with something that a test does before each input is read.
 *
 * @param samples the samples
 * @param before takes the index of the sample
 */
record Watched(Samples samples, IntConsumer before) implements Samples {

  @Override
  public int size() {
    return samples.size();
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
    before.accept(sample);
    samples.readInput(sample, destination, offset);
  }

  @Override
  public void readTarget(int sample, double[] destination, int offset) {
    samples.readTarget(sample, destination, offset);
  }
}
