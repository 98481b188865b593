package io.ganglion.backend.nd4j;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.nd4j.linalg.api.buffer.DataType;

/** A matrix of zeros in float64. */
final class Float64Matrix extends Nd4jMatrix {

  /** Where the elements are; its position never changes, so that many threads may use it. */
  final DoublePointer pointer;

  /** The elements, for absolute reads and writes only, which many threads may do at once. */
  final DoubleBuffer values;

  Float64Matrix(int rows, int columns) {
    super(DataType.DOUBLE, rows, columns);
    pointer = (DoublePointer) array.data().pointer();
    values = pointer.asBuffer();
    clear();
  }

  /** Sets all elements to 0. */
  void clear() {
    for (int i = 0; i < size(); i++) {
      values.put(i, 0);
    }
  }
}
