package io.ganglion.backend.nd4j;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;

/** A matrix in float32, initially zero. */
final class Nd4jFloat32Matrix extends Nd4jMatrix {

  /**
   * The address of the elements, for BLAS; its position never changes, so that threads can share
   * it.
   */
  final FloatPointer pointer;

  /** The elements, for absolute reads and writes only, so that threads can share it. */
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
