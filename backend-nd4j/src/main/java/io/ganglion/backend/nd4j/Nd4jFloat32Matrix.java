package io.ganglion.backend.nd4j;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;

/** A matrix of zeros in float32. */
final class Nd4jFloat32Matrix extends Nd4jMatrix {

  /** Where the elements are; its position never changes, so that many threads may use it. */
  final FloatPointer pointer;

  /** The elements, for absolute reads and writes only, which many threads may do at once. */
  final FloatBuffer values;

  Nd4jFloat32Matrix(int rows, int columns) {
    super(DataType.FLOAT, rows, columns);
    pointer = (FloatPointer) array.data().pointer();
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
