package io.ganglion.formats;

import io.ganglion.tensor.Shape;
import java.util.Locale;

/**
 * An array of numbers from a file or for a file: a shape, and the values in row-major order in the
 * narrowest Java array that can hold them.
 *
 * <p>It wraps the Java array that it is given, and returns that same array. Nothing is copied, so
 * that gigabytes of data are in memory only once; only the owner of the array should change its
 * values.
 */
public final class NumericArray {

  private final Shape shape;
  private final ElementType elementType;
  private final Object values;

  private NumericArray(Shape shape, ElementType elementType, Object values, int length) {
    if (length != shape.size()) {
      throw new IllegalArgumentException(
          "found " + length + " values, but the shape " + shape + " has " + shape.size());
    }
    this.shape = shape;
    this.elementType = elementType;
    this.values = values;
  }

  /**
   * Makes an array of {@link ElementType#UINT8}.
   *
   * @param shape the sizes
   * @param values in row-major order, each byte read as 0 to 255; kept, not copied
   * @return the array
   * @throws IllegalArgumentException if the shape has a different number of elements
   */
  public static NumericArray of(Shape shape, byte[] values) {
    return new NumericArray(shape, ElementType.UINT8, values, values.length);
  }

  /**
   * Makes an array of {@link ElementType#INT64}.
   *
   * @param shape the sizes
   * @param values in row-major order; kept, not copied
   * @return the array
   * @throws IllegalArgumentException if the shape has a different number of elements
   */
  public static NumericArray of(Shape shape, long[] values) {
    return new NumericArray(shape, ElementType.INT64, values, values.length);
  }

  /**
   * Makes an array of {@link ElementType#FLOAT32}.
   *
   * @param shape the sizes
   * @param values in row-major order; kept, not copied
   * @return the array
   * @throws IllegalArgumentException if the shape has a different number of elements
   */
  public static NumericArray of(Shape shape, float[] values) {
    return new NumericArray(shape, ElementType.FLOAT32, values, values.length);
  }

  /**
   * Makes an array of {@link ElementType#FLOAT64}.
   *
   * @param shape the sizes
   * @param values in row-major order; kept, not copied
   * @return the array
   * @throws IllegalArgumentException if the shape has a different number of elements
   */
  public static NumericArray of(Shape shape, double[] values) {
    return new NumericArray(shape, ElementType.FLOAT64, values, values.length);
  }

  /**
   * Makes an array of {@link ElementType#FLOAT32} from numbers, each rounded to the nearest float.
   */
  static NumericArray rounded(Shape shape, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return of(shape, floats);
  }

  /**
   * The sizes of the dimensions.
   *
   * @return the shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * How the values are held.
   *
   * @return the type of the elements
   */
  public ElementType elementType() {
    return elementType;
  }

  /**
   * The values of an array of {@link ElementType#UINT8}.
   *
   * @return the array's own memory, in row-major order; read a value as {@code value & 0xFF}
   * @throws IllegalStateException if the elements are of another type
   */
  public byte[] bytes() {
    require(ElementType.UINT8);
    return (byte[]) values;
  }

  /**
   * The values of an array of {@link ElementType#INT64}.
   *
   * @return the array's own memory, in row-major order
   * @throws IllegalStateException if the elements are of another type
   */
  public long[] longs() {
    require(ElementType.INT64);
    return (long[]) values;
  }

  /**
   * The values of an array of {@link ElementType#FLOAT32}.
   *
   * @return the array's own memory, in row-major order
   * @throws IllegalStateException if the elements are of another type
   */
  public float[] floats() {
    require(ElementType.FLOAT32);
    return (float[]) values;
  }

  /**
   * The values of an array of {@link ElementType#FLOAT64}.
   *
   * @return the array's own memory, in row-major order
   * @throws IllegalStateException if the elements are of another type
   */
  public double[] doubles() {
    require(ElementType.FLOAT64);
    return (double[]) values;
  }

  /**
   * The values of an array of any type as {@code double}; whole numbers beyond 2⁵³ are rounded.
   *
   * @return a new array, in row-major order
   */
  public double[] toDoubles() {
    double[] doubles = new double[shape.size()];
    switch (elementType) {
      case UINT8 -> {
        byte[] bytes = bytes();
        for (int i = 0; i < doubles.length; i++) {
          doubles[i] = bytes[i] & 0xFF;
        }
      }
      case INT64 -> {
        long[] longs = longs();
        for (int i = 0; i < doubles.length; i++) {
          doubles[i] = longs[i];
        }
      }
      case FLOAT32 -> {
        float[] floats = floats();
        for (int i = 0; i < doubles.length; i++) {
          doubles[i] = floats[i];
        }
      }
      case FLOAT64 -> System.arraycopy(doubles(), 0, doubles, 0, doubles.length);
    }
    return doubles;
  }

  /**
   * The values of an array of whole numbers as {@code long}.
   *
   * @return a new array, in row-major order
   * @throws IllegalStateException if the elements are not {@linkplain ElementType#isInteger whole
   *     numbers}
   */
  public long[] toLongs() {
    if (elementType == ElementType.INT64) {
      return longs().clone();
    }
    byte[] bytes = bytes();
    long[] longs = new long[bytes.length];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = bytes[i] & 0xFF;
    }
    return longs;
  }

  private void require(ElementType required) {
    if (elementType != required) {
      throw new IllegalStateException("the array holds " + elementType + ", not " + required);
    }
  }

  /** Returns the type and the shape: {@code float64 [784, 100]}. */
  @Override
  public String toString() {
    return elementType.name().toLowerCase(Locale.ROOT) + " " + shape;
  }
}
