package io.ganglion.backend.vector;

import jdk.incubator.vector.VectorShape;

/** How wide the vectors are that all kernels compute with. */
final class VectorWidth {

  /** The system property that sets the width in bits, to see what others cost. */
  static final String PROPERTY = "ganglion.vector.bits";

  /**
   * The most elements that a vector holds. With more, the few outputs of a network's last layer would
   * leave most of a vector empty, and summing along it would take longer than filling it.
   */
  private static final int LANES = 8;

  private VectorWidth() {}

  /**
   * The shape of vectors for elements of a size: as wide as this machine computes, but of at most
   * eight lanes, unless a width is asked for.
   */
  static VectorShape shape(int elementBits) {
    int preferred = Math.min(preferredBits(), LANES * elementBits);
    return VectorShape.forBitSize(Integer.getInteger(PROPERTY, preferred));
  }

  /** How many bits this machine's vectors have. */
  static int preferredBits() {
    return VectorShape.preferredShape().vectorBitSize();
  }
}
