package io.ganglion.backend.vector;

import jdk.incubator.vector.VectorShape;

/** The width of the vectors in which all kernels compute. */
final class VectorWidth {

  /** The system property that sets the width in bits, to compare widths. */
  static final String PROPERTY = "ganglion.vector.bits";

  /**
   * The largest number of elements in a vector. With more, the few outputs of a network's last
   * layer would leave most of a vector empty, and summing along it would take longer than filling
   * it.
   */
  private static final int LANES = 8;

  private VectorWidth() {}

  /**
   * The shape of vectors for elements of the given size: this machine's preferred width, but at
   * most eight lanes; {@value #PROPERTY} overrides it.
   */
  static VectorShape shape(int elementBits) {
    int preferred = Math.min(preferredBits(), LANES * elementBits);
    return VectorShape.forBitSize(Integer.getInteger(PROPERTY, preferred));
  }

  /** The preferred width of this machine's vectors, in bits. */
  static int preferredBits() {
    return VectorShape.preferredShape().vectorBitSize();
  }
}
