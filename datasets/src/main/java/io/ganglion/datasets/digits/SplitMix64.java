package io.ganglion.datasets.digits;

/**
 * The random numbers of one sample: Steele, Lea and Flood's SplitMix64, keyed by two numbers so
 * that every sample has a sequence of its own.
 *
 * <p>It is written out here, rather than taken from the JDK, because its bits are part of what the
 * generator promises: the same on every Java version.
 *
 * <p>Source: G. Steele, D. Lea, C. Flood, <i>Fast splittable pseudorandom number generators</i>,
 * OOPSLA 2014.
 */
final class SplitMix64 {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** The standard deviation of a sum of four numbers uniform in [0, 1): √(4 / 12). */
  private static final double DEVIATION_OF_FOUR = Math.sqrt(1.0 / 3.0);

  private long state;

  private SplitMix64(long state) {
    this.state = state;
  }

  /** The sequence number {@code stream} of {@code seed}, unrelated to the seed's other ones. */
  SplitMix64(long seed, long stream) {
    this(mix(mix(seed + GOLDEN_GAMMA) + stream * GOLDEN_GAMMA));
  }

  /** The sequence that starts from the algorithm's bare state. */
  static SplitMix64 ofState(long state) {
    return new SplitMix64(state);
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** A number uniform in [0, 1), a multiple of 2⁻⁵³. */
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** A number uniform in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /** A whole number uniform in [0, bound). */
  int below(int bound) {
    return (int) (nextDouble() * bound);
  }

  /**
   * A bell-shaped number of the given mean and standard deviation, never more than 3.5 deviations
   * from the mean.
   *
   * <p>It is the Irwin–Hall sum of four uniform numbers, not a true normal one: a hand has habits,
   * but no outliers without bounds, and no transcendental function is needed.
   */
  double around(double mean, double deviation) {
    double sum = nextDouble() + nextDouble() + nextDouble() + nextDouble();
    return mean + deviation * (sum - 2.0) / DEVIATION_OF_FOUR;
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
