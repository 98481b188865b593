package io.ganglion.formats;

/** How the elements of a {@link NumericArray} are held in memory. */
public enum ElementType {
  /** Whole numbers from 0 to 255, in a {@code byte[]}. */
  UINT8(Byte.BYTES),
  /** Signed whole numbers of 64 bits, in a {@code long[]}. */
  INT64(Long.BYTES),
  /** IEEE 754 binary32, in a {@code float[]}. */
  FLOAT32(Float.BYTES),
  /** IEEE 754 binary64, in a {@code double[]}. */
  FLOAT64(Double.BYTES);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /**
   * The size of one element in memory.
   *
   * @return the number of bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether the elements are whole numbers.
   *
   * @return true for {@link #UINT8} and {@link #INT64}
   */
  public boolean isInteger() {
    return this == UINT8 || this == INT64;
  }
}
