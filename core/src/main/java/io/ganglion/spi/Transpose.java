package io.ganglion.spi;

/** Whether a kernel takes an operand as it is stored or transposed: BLAS's {@code op(A)}. */
public enum Transpose {
  /** {@code op(A) = A}. */
  NO,

  /** {@code op(A) = Aᵀ}. */
  YES
}
