package io.ganglion.tensor;

import java.lang.ref.Reference;

/**
 * The checks before each kernel, which backends then need not make: all operands belong to one
 * backend, no operand is also the result, and the shapes match.
 */
final class Operands {

  private Operands() {}

  static void requireLength(String operation, Tensor tensor, double[] values) {
    if (values.length != tensor.shape().size()) {
      throw new IllegalArgumentException(
          operation
              + ": the tensor "
              + tensor.shape()
              + " has "
              + tensor.shape().size()
              + " elements, the array has "
              + values.length);
    }
  }

  /** Refuses operands of different backends, and a result that is also an operand. */
  static void requireDistinct(String operation, Tensor operand, Tensor result) {
    if (operand.backend() != result.backend()) {
      throw new IllegalArgumentException(
          operation
              + ": the operands belong to different backends, "
              + operand
              + " and "
              + result
              + "; create one backend and share it, or copy one of them with toArray and write");
    }
    if (operand == result) {
      throw new IllegalArgumentException(
          operation + ": the result " + result + " is also an operand; use another tensor for it");
    }
  }

  static void requireDistinct(String operation, Tensor a, Tensor b, Tensor result) {
    requireDistinct(operation, a, result);
    requireDistinct(operation, b, result);
  }

  /** Refuses operands whose matrices differ in rows or columns. */
  static void requireSameShape(String operation, Tensor operand, Tensor result) {
    requireDistinct(operation, operand, result);
    Shape found = operand.shape();
    Shape expected = result.shape();
    if (found.size() != expected.size() || found.columns() != expected.columns()) {
      throw misfit(operation, found + " and " + expected + " differ");
    }
  }

  /** Refuses operands with different numbers of elements. */
  static void requireSameSize(String operation, Tensor operand, Tensor result) {
    requireDistinct(operation, operand, result);
    if (operand.shape().size() != result.shape().size()) {
      throw misfit(
          operation,
          operand.shape() + " and " + result.shape() + " have different numbers of elements");
    }
  }

  static void requireRow(String operation, Tensor row, Tensor matrix) {
    if (row.shape().rows() != 1 || row.shape().columns() != matrix.shape().columns()) {
      throw misfit(
          operation,
          "expected a row [1, "
              + matrix.shape().columns()
              + "] for "
              + matrix.shape()
              + ", got "
              + row.shape());
    }
  }

  /**
   * Refuses operands whose shapes are not those of a linear layer {@code y = x w}.
   *
   * @param x [batch, inputs]
   * @param w [inputs, outputs]
   * @param y [batch, outputs]
   */
  static void requireProduct(String operation, Tensor x, Tensor w, Tensor y) {
    if (x.shape().columns() != w.shape().rows()
        || x.shape().rows() != y.shape().rows()
        || w.shape().columns() != y.shape().columns()) {
      throw misfit(
          operation, "input " + x.shape() + ", weights " + w.shape() + ", output " + y.shape());
    }
  }

  /** Refuses operands whose shapes are not those of {@code y ← x w}. */
  static void requireForward(String operation, Tensor x, Tensor w, Tensor y) {
    requireDistinct(operation, x, w, y);
    requireProduct(operation, x, w, y);
  }

  /** Refuses operands whose shapes are not those of {@code w ← w + xᵀ gy}. */
  static void requireUpdate(String operation, Tensor x, Tensor gy, Tensor w) {
    requireDistinct(operation, x, gy, w);
    requireProduct(operation, x, w, gy);
  }

  /** Refuses operands whose shapes are not those of {@code w ← w + xᵀ gy}, then {@code y ← next w}. */
  static void requireUpdateAndForward(
      String operation, Tensor x, Tensor gy, Tensor next, Tensor w, Tensor y) {
    requireUpdate(operation, x, gy, w);
    requireDistinct(operation, x, gy, y);
    requireDistinct(operation, next, w);
    requireForward(operation, next, w, y);
  }

  /** Refuses scalars that an adaptive update cannot have. */
  static void requireDecay(String operation, double beta1, double beta2, double epsilon) {
    requireShare(operation, "β₁", beta1);
    requireShare(operation, "β₂", beta2);
    requireDivisor(operation, "ε", epsilon);
  }

  private static void requireShare(String operation, String name, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be at least 0 and less than 1, got " + share);
    }
  }

  /** Refuses a divisor that is 0 or subnormal in float32, or not finite. */
  private static void requireDivisor(String operation, String name, double divisor) {
    if (!(divisor >= Float.MIN_NORMAL) || Double.isInfinite(divisor)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be a finite number of at least 2⁻¹²⁶, got " + divisor);
    }
  }

  private static IllegalArgumentException misfit(String operation, String found) {
    return new IllegalArgumentException(operation + ": shapes do not match: " + found);
  }

  /**
   * Keeps a tensor reachable until the preceding kernel has returned. Otherwise a tensor could be
   * collected during its last use, and a library that frees memory outside the Java heap when its
   * objects are collected would free what the kernel is still reading.
   */
  @SuppressWarnings("ReachabilityFenceUsage") // A kernel that threw reads no longer: no finally.
  static void keep(Tensor x) {
    Reference.reachabilityFence(x);
  }

  static void keep(Tensor x, Tensor y) {
    keep(x);
    keep(y);
  }

  static void keep(Tensor x, Tensor y, Tensor z) {
    keep(x, y);
    keep(z);
  }

  static void keep(Tensor x, Tensor y, Tensor z, Tensor w) {
    keep(x, y);
    keep(z, w);
  }

  static void keep(Tensor x, Tensor y, Tensor z, Tensor u, Tensor w) {
    keep(x, y, z);
    keep(u, w);
  }
}
