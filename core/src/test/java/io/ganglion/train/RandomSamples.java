package io.ganglion.train;

import io.ganglion.random.SplitMix64;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Samples that resemble handwritten digits: bytes / 255, four in five of them 0, and classes. */
final class RandomSamples implements Samples {

  private final int inputs;
  private final int classes;
  private final double[][] x;
  private final int[] labels;

  /** The samples in the order in which their inputs were read. */
  final List<Integer> reads = new ArrayList<>();

  private boolean recording;

  RandomSamples(int size, int inputs, int classes) {
    this.inputs = inputs;
    this.classes = classes;
    SplitMix64 random = new SplitMix64(42);
    x = new double[size][inputs];
    labels = new int[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < inputs; j++) {
        x[i][j] = random.nextInt(5) == 0 ? random.nextInt(256) / 255.0 : 0;
      }
      labels[i] = random.nextInt(classes);
    }
  }

  RandomSamples recording() {
    recording = true;
    return this;
  }

  double[] input(int sample) {
    return x[sample];
  }

  int label(int sample) {
    return labels[sample];
  }

  @Override
  public int size() {
    return x.length;
  }

  @Override
  public Shape inputShape() {
    return Shape.of(inputs);
  }

  @Override
  public Shape targetShape() {
    return Shape.of(classes);
  }

  @Override
  public void readInput(int sample, double[] destination, int offset) {
    if (recording) {
      reads.add(sample);
    }
    System.arraycopy(x[sample], 0, destination, offset, inputs);
  }

  @Override
  public void readTarget(int sample, double[] destination, int offset) {
    for (int j = 0; j < classes; j++) {
      destination[offset + j] = labels[sample] == j ? 1 : 0;
    }
  }
}
