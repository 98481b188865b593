package io.ganglion.backend.nd4j;

import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An {@link INDArray} in row-major order. Each precision adds two views of its memory, a pointer
 * for BLAS and a buffer for Java. They are created once, because ND4J would create a new object for
 * each call.
 */
abstract sealed class Nd4jMatrix permits Nd4jFloat64Matrix, Nd4jFloat32Matrix {

  final int rows;
  final int columns;

  /** The owner of the memory, outside the Java heap; this reference keeps ND4J from freeing it. */
  final INDArray array;

  /**
   * Creates an array with undefined elements. It belongs to no workspace of ND4J, so that only
   * {@link #close} frees it while it is in use.
   *
   * @throws IllegalArgumentException if a buffer cannot be so large
   */
  Nd4jMatrix(DataType type, int rows, int columns) {
    long elements = (long) rows * columns;
    int limit = Integer.MAX_VALUE / type.width();
    if (elements > limit) {
      throw new IllegalArgumentException(
          String.format(
                  Locale.ROOT,
                  "the nd4j backend cannot create a [%d, %d] matrix of %d elements: at most %d fit; ",
                  rows,
                  columns,
                  elements,
                  limit)
              + "use smaller batches or layers, or another backend");
    }
    this.rows = rows;
    this.columns = columns;
    this.array = Nd4j.createUninitializedDetached(type, 'c', rows, columns);
  }

  final int size() {
    return rows * columns;
  }

  final void close() {
    array.close();
  }
}
