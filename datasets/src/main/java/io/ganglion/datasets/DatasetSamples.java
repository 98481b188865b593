package io.ganglion.datasets;

import io.ganglion.tensor.Shape;
import io.ganglion.train.Samples;
import java.util.Arrays;
import java.util.Objects;

/** A dataset's values as inputs of a network, and its labels as targets. */
@SuppressWarnings("ArrayRecordComponent") // Not compared.
record DatasetSamples(
    Shape inputShape,
    Shape targetShape,
    int inputs,
    RawValues.Reader reader,
    int[] labels,
    int size)
    implements Samples {

  @Override
  public void readInput(int sample, double[] destination, int offset) {
    reader.read(Objects.checkIndex(sample, size) * inputs, inputs, destination, offset);
  }

  @Override
  public void readTarget(int sample, double[] destination, int offset) {
    int label = labels[Objects.checkIndex(sample, size)];
    Arrays.fill(destination, offset, offset + targetShape.size(), 0);
    destination[offset + label] = 1;
  }
}
