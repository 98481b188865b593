package io.ganglion.tensor;

import java.lang.ref.Reference;

/**
 * The checks before a kernel, which backends then need not make: one backend, no operand that is also
 * the result, shapes that fit.
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
              + "; copy one of them with toArray and write");
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

  /** Refuses operands that are not matrices of as many rows and columns. */
  static void requireSameShape(String operation, Tensor operand, Tensor result) {
    requireDistinct(operation, operand, result);
    Shape found = operand.shape();
    Shape expected = result.shape();
    if (found.size() != expected.size() || found.columns() != expected.columns()) {
      throw misfit(operation, found + " and " + expected + " differ");
    }
  }

  /** Refuses operands that have not as many elements. */
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
          row.shape()
              + " is not one row of "
              + matrix.shape().columns()
              + " for "
              + matrix.shape());
    }
  }

  /**
   * Refuses operands that are not those of a linear layer {@code y = x w}, or of their shapes.
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

  static void requireShare(String operation, String name, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be at least 0 and less than 1, got " + share);
    }
  }

  /** Refuses a number that float32 could not tell from 0, or would round to 0. */
  static void requireDivisor(String operation, String name, double divisor) {
    if (!(divisor >= Float.MIN_NORMAL) || Double.isInfinite(divisor)) {
      throw new IllegalArgumentException(
          operation + ": " + name + " must be a finite number of at least 2⁻¹²⁶, got " + divisor);
    }
  }

  private static IllegalArgumentException misfit(String operation, String found) {
    return new IllegalArgumentException(operation + ": shapes do not fit: " + found);
  }

  /**
   * Keeps a tensor reachable until the kernel before has returned. Otherwise a tensor that is used for
   * the last time could be collected while the kernel still reads it, and a library that frees memory
   * outside the Java heap as its objects are collected would free what is being read.
   */
  @SuppressWarnings("ReachabilityFenceUsage") // A kernel that threw reads no more: no finally.
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
}
