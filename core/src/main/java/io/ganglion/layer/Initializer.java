package io.ganglion.layer;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Gives a parameter the values with which training starts. */
@FunctionalInterface
public interface Initializer {

  /**
   * Fills in all values.
   *
   * @param values the parameter's values, in row-major order; modified
   * @param random where random values come from
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
   * @param bound above every value
   * @return the initializer; it draws one random number a value, in order
   */
  static Initializer uniform(double bound) {
    return (values, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextDouble() * bound;
      }
    };
  }
}
