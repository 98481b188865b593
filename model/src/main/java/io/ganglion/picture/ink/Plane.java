package io.ganglion.picture.ink;

import java.util.Arrays;

/**
 * A number for each pixel of a picture, in row order.
 *
 * @param height rows, at least 1
 * @param width pixels in a row, at least 1
 * @param values {@code height × width} numbers; not copied
 */
record Plane(int height, int width, float[] values) {

  Plane(int height, int width) {
    this(height, width, new float[height * width]);
  }

  float at(int row, int column) {
    return values[row * width + column];
  }

  int shorterSide() {
    return Math.min(height, width);
  }

  /** Returns {@code 1 − value}. */
  Plane inverted() {
    Plane result = new Plane(height, width);
    for (int i = 0; i < values.length; i++) {
      result.values[i] = 1 - values[i];
    }
    return result;
  }

  /** Returns {@code −value}. */
  Plane negated() {
    Plane result = new Plane(height, width);
    for (int i = 0; i < values.length; i++) {
      result.values[i] = -values[i];
    }
    return result;
  }

  /** Returns the means of square blocks; pixels that fill no block are left out. */
  Plane reduced(int side) {
    Plane result = new Plane(Math.max(1, height / side), Math.max(1, width / side));
    int rows = Math.min(side, height);
    int columns = Math.min(side, width);
    for (int row = 0; row < result.height * rows; row++) {
      for (int column = 0; column < result.width * columns; column++) {
        result.values[row / rows * result.width + column / columns] +=
            values[row * width + column] / (rows * columns);
      }
    }
    return result;
  }

  /** Returns this plane with rows and columns exchanged. */
  Plane transposed() {
    Plane result = new Plane(width, height);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        result.values[column * height + row] = values[row * width + column];
      }
    }
    return result;
  }

  Plane copy() {
    return new Plane(height, width, values.clone());
  }

  float largest() {
    float largest = values[0];
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** Returns the value that this part of the numbers is not above; sorts them. */
  static float quantile(double part, float... numbers) {
    Arrays.sort(numbers);
    return numbers[(int) Math.round(part * (numbers.length - 1))];
  }
}
