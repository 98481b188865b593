package io.ganglion.datasets;

import io.ganglion.tensor.Shape;

/** What the values of a sample are: the pixels of a picture, or the columns of a row. */
public sealed interface SampleLayout permits ImageSize, Columns {
  /**
   * Returns the shape of a sample.
   *
   * @return {@code [height, width]} for a picture, {@code [columns]} for a row
   */
  Shape shape();
}
