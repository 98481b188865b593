package io.ganglion.spi;

/**
 * The floating-point format in which a backend stores and computes (IEEE 754-2019, section 3.6).
 */
public enum Precision {
  /** Binary64: Java's {@code double}, 8 bytes, about 16 significant digits. */
  FLOAT64("float64", Double.BYTES),

  /** Binary32: Java's {@code float}, 4 bytes, about 7 significant digits. */
  FLOAT32("float32", Float.BYTES);

  private final String label;
  private final int bytes;

  Precision(String label, int bytes) {
    this.label = label;
    this.bytes = bytes;
  }

  /**
   * The name of this precision in commands and files, as in NumPy.
   *
   * @return {@code "float64"} or {@code "float32"}
   */
  public String label() {
    return label;
  }

  /**
   * The size of one number.
   *
   * @return 8 or 4 bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * The precision with the given {@linkplain #label label}.
   *
   * @param label {@code "float64"} or {@code "float32"}
   * @return the precision
   * @throws IllegalArgumentException if no precision has that label
   */
  public static Precision of(String label) {
    for (Precision precision : values()) {
      if (precision.label.equals(label)) {
        return precision;
      }
    }
    throw new IllegalArgumentException(
        "no precision is called '" + label + "'; expected float64 or float32");
  }

  /** Returns the {@linkplain #label label}. */
  @Override
  public String toString() {
    return label;
  }
}
