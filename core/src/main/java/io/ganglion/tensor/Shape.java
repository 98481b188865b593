package io.ganglion.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The sizes of a tensor's dimensions, outermost first.
 *
 * <p>Kernels see every shape as a matrix of {@link #rows} (the product of all dimensions but the
 * last) by {@link #columns} (the last one). A batch of images [batch, height, width, channels] is
 * thus a matrix with a row for each position and a column for each channel, and [n] is one row.
 * Immutable.
 */
public final class Shape {

  private final int[] dimensions;
  private final int size;

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
    this.size = (int) size;
  }

  /**
   * Makes a shape.
   *
   * @param dimensions the sizes, outermost first; at least one, each at least 1, their product at
   *     most {@link Integer#MAX_VALUE}
   * @return the shape
   * @throws IllegalArgumentException if there is no size, a size is less than 1, or the product is
   *     too large
   */
  public static Shape of(int... dimensions) {
    return new Shape(dimensions.clone());
  }

  /**
   * The number of dimensions.
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
   * The number of rows of the matrix that kernels see: the product of all dimensions but the last.
   *
   * @return at least 1; 1 for a shape of one dimension
   */
  public int rows() {
    return size / columns();
  }

  /**
   * The number of columns of the matrix that kernels see: the last dimension.
   *
   * @return at least 1
   */
  public int columns() {
    return dimensions[dimensions.length - 1];
  }

  /**
   * The number of elements.
   *
   * @return the product of all dimensions
   */
  public int size() {
    return size;
  }

  /**
   * This shape flattened into one dimension.
   *
   * @return [size]; this shape itself if it has only one dimension
   */
  public Shape flat() {
    return dimensions.length == 1 ? this : of(size);
  }

  /**
   * The shape of a batch of tensors of this shape.
   *
   * @param batch number of tensors, at least 1
   * @return [batch, this shape's dimensions …]
   * @throws IllegalArgumentException if {@code batch} is less than 1, or the product is too large
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

  /** Returns the sizes in brackets: {@code [784, 100]}. */
  @Override
  public String toString() {
    return Arrays.stream(dimensions)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
