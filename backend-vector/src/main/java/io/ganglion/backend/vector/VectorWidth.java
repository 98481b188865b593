package io.ganglion.backend.vector;

import java.util.Locale;
import java.util.Optional;
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

  /** The fewest bits that are worth it. */
  private static final int FEWEST = 128;

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

  /** Why vectors have no width in which they are fast, and what to do about it. */
  static Optional<String> obstacle() {
    int widest = preferredBits();
    if (widest < FEWEST) {
      return Optional.of(
          "this JVM's vectors have "
              + widest
              + " bits, and at least "
              + FEWEST
              + " are needed; leave out -XX:MaxVectorSize, or use another backend");
    }
    String given = System.getProperty(PROPERTY);
    if (given == null) {
      return Optional.empty();
    }
    int bits = Integer.getInteger(PROPERTY, 0);
    return bits >= FEWEST && bits <= widest && Integer.bitCount(bits) == 1
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the system property %s is '%s'; it must be a power of two from %d to %d, or absent",
                PROPERTY,
                given,
                FEWEST,
                widest));
  }
}
