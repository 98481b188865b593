package io.ganglion.datasets.digits;

import java.util.random.RandomGenerator;

/**
 * The Irwin–Hall distribution with four terms: the sum of four uniform numbers, shifted and scaled
 * to a given mean and standard deviation.
 *
 * <p>It is bell-shaped like a normal distribution, but bounded, as the variation of real
 * handwriting is, and it needs no transcendental function.
 */
final class IrwinHall {

  private static final double MEAN = 2.0;

  /** √(4 / 12). */
  private static final double DEVIATION = Math.sqrt(1.0 / 3.0);

  private IrwinHall() {}

  /**
   * Draws a number from the distribution with the given mean and standard deviation. It is never
   * more than 3.5 deviations from the mean.
   */
  static double draw(RandomGenerator random, double mean, double deviation) {
    double sum =
        random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
    return mean + deviation * (sum - MEAN) / DEVIATION;
  }
}
