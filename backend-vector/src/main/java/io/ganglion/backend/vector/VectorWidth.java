package io.ganglion.backend.vector;

import jdk.incubator.vector.VectorShape;

/** How wide the vectors are that all kernels compute with. */
final class VectorWidth {

  /** The system property that sets the width in bits, to see what narrower vectors cost. */
  static final String PROPERTY = "ganglion.vector.bits";

  /** The widest shape that this machine computes with, or the one that was asked for. */
  static final VectorShape SHAPE = shape(Integer.getInteger(PROPERTY, 0));

  private VectorWidth() {}

  private static VectorShape shape(int bits) {
    return bits == 0 ? VectorShape.preferredShape() : VectorShape.forBitSize(bits);
  }
}
