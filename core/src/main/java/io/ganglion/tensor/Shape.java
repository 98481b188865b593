package io.ganglion.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's dimensions, outermost first.
 *
 * <p>Kernels see every shape as a matrix of {@link #rows} (the first dimension) by {@link #columns}
 * (the product of the rest), so that a batch of images [batch, height, width] is the matrix [batch,
 * height · width]. Immutable.
 */
public final class Shape {

  private final int[] dimensions;
  private final int columns;

  private Shape(int[] dimensions) {
    if (dimensions.length == 0) {
      throw new IllegalArgumentException("a shape needs at least one dimension, got none");
    }
    long size = 1;
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw new IllegalArgumentException(
            "every dimension must be at least 1, got " + Arrays.toString(dimensions));
      }
      size *= dimension;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a tensor holds at most "
                + Integer.MAX_VALUE
                + " elements, got "
                + Arrays.toString(dimensions));
      }
    }
    this.dimensions = dimensions;
    this.columns = (int) (size / dimensions[0]);
  }

  /**
   * Makes a shape.
   *
   * @param dimensions the sizes, outermost first; at least one, each at least 1, their product at
   *     most {@link Integer#MAX_VALUE}
   * @return the shape
   * @throws IllegalArgumentException if a size is missing, too small, or the product too large
   */
  public static Shape of(int... dimensions) {
    return new Shape(dimensions.clone());
  }

  /**
   * How many dimensions there are.
   *
   * @return at least 1
   */
  public int rank() {
    return dimensions.length;
  }

  /**
   * The size of one dimension.
   *
   * @param index 0 for the outermost
   * @return at least 1
   * @throws IndexOutOfBoundsException if there is no such dimension
   */
  public int dimension(int index) {
    return dimensions[index];
  }

  /**
   * All sizes, outermost first.
   *
   * @return a new array
   */
  public int[] dimensions() {
    return dimensions.clone();
  }

  /**
   * The number of rows of the matrix that kernels see: the first dimension.
   *
   * @return at least 1
   */
  public int rows() {
    return dimensions[0];
  }

  /**
   * The number of columns of the matrix that kernels see: the product of all dimensions but the
   * first.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * The number of elements.
   *
   * @return the product of all dimensions
   */
  public int size() {
    return dimensions[0] * columns;
  }

  /**
   * This shape with one more dimension around it: a batch of tensors of this shape.
   *
   * @param batch the new outermost size, at least 1
   * @return [batch, this shape's dimensions …]
   * @throws IllegalArgumentException if the product becomes too large
   */
  public Shape batch(int batch) {
    int[] batched = new int[dimensions.length + 1];
    batched[0] = batch;
    System.arraycopy(dimensions, 0, batched, 1, dimensions.length);
    return new Shape(batched);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** Returns the sizes as they are written in documentation: {@code [784, 100]}. */
  @Override
  public String toString() {
    return Arrays.stream(dimensions)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
