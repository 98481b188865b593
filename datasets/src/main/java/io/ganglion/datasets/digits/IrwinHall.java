package io.ganglion.datasets.digits;

import java.util.random.RandomGenerator;

/**
 * The Irwin–Hall distribution of four terms: the sum of four uniform numbers, moved and scaled to a
 * given mean and standard deviation.
 *
 * <p>It is bell-shaped, but not a true normal one: a hand has habits, but no outliers without
 * bounds, and no transcendental function is needed.
 */
final class IrwinHall {

  private static final double MEAN = 2.0;

  /** √(4 / 12). */
  private static final double DEVIATION = Math.sqrt(1.0 / 3.0);

  private IrwinHall() {}

  /**
   * A number of the given mean and standard deviation, never more than 3.5 deviations from the mean.
   */
  static double draw(RandomGenerator random, double mean, double deviation) {
    double sum =
        random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble();
    return mean + deviation * (sum - MEAN) / DEVIATION;
  }
}
