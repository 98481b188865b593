package io.ganglion.layer;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Sets the initial values of a parameter. */
@FunctionalInterface
public interface Initializer {

  /**
   * Sets all values.
   *
   * @param values the parameter's values, in row-major order; modified
   * @param random the source of random numbers
   */
  void initialize(double[] values, RandomGenerator random);

  /**
   * All values 0.
   *
   * @return the initializer; it draws no random numbers
   */
  static Initializer zeros() {
    return (values, random) -> Arrays.fill(values, 0);
  }

  /**
   * Values uniform in [0, bound).
   *
   * @param bound the upper bound, exclusive
   * @return the initializer; it draws one random number per value, in order
   */
  static Initializer uniform(double bound) {
    return (values, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextDouble() * bound;
      }
    };
  }

  /**
   * Values uniform in [low, high).
   *
   * @param low the lower bound, inclusive
   * @param high the upper bound, exclusive
   * @return the initializer; it draws one random number per value, in order
   * @throws IllegalArgumentException if low is not below high, or their difference is not finite
   */
  static Initializer uniform(double low, double high) {
    double width = high - low;
    if (!(width > 0) || Double.isInfinite(width)) {
      throw new IllegalArgumentException(
          "uniform values need a finite range with low < high, got [" + low + ", " + high + ")");
    }
    double greatest = Math.nextDown(high); // The sum may be rounded up to high.
    return (values, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.min(low + random.nextDouble() * width, greatest);
      }
    };
  }
}
