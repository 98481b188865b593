package io.ganglion.random;

import java.util.random.RandomGenerator;

/**
 * The seeded random number generator of Ganglion: SplitMix64.
 *
 * <p>The n-th number is {@code mix(seed + n γ)}, with {@code γ = 0x9e3779b97f4a7c15} and David
 * Stafford's variant 13 of MurmurHash3's finaliser as {@code mix}. The same seed gives the same
 * numbers on every JDK, which not all generators of java.util guarantee. Not for cryptography; not
 * thread-safe.
 *
 * <p>Source: G. L. Steele, D. Lea, C. H. Flood, <em>Fast Splittable Pseudorandom Number
 * Generators</em>, OOPSLA 2014, figure 17.
 */
public final class SplitMix64 implements RandomGenerator {

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  /**
   * Starts a sequence.
   *
   * @param seed any number; different seeds give unrelated sequences
   */
  public SplitMix64(long seed) {
    this.state = seed;
  }

  /**
   * Starts one of many sequences derived from one seed, for example one per epoch or per sample,
   * without drawing those before it. Its own seed is number {@code stream} of the sequence that the
   * first number of {@code seed} starts.
   *
   * @param seed any number
   * @param stream index of the sequence
   * @return a new generator, unrelated to {@code new SplitMix64(seed)}
   */
  public static SplitMix64 stream(long seed, long stream) {
    return new SplitMix64(seed(seed, stream));
  }

  /**
   * The seed of one of many sequences derived from one seed: the one with which {@link #stream}
   * starts. More sequences can be derived from it in turn, for example one per sample within an
   * epoch.
   *
   * @param seed any number
   * @param stream index of the sequence
   * @return the sequence's own seed
   */
  public static long seed(long seed, long stream) {
    return mix(mix(seed + GAMMA) + stream * GAMMA);
  }

  /**
   * Restarts this generator with another seed, as if newly made.
   *
   * @param seed any number
   */
  public void restart(long seed) {
    state = seed;
  }

  /** Returns the next 64 random bits. */
  @Override
  public long nextLong() {
    state += GAMMA;
    return mix(state);
  }

  /** Returns a number in [0, 1), a multiple of 2⁻⁵³. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * Returns an integer in [0, bound), all equally likely.
   *
   * <p>Source: D. Lemire, <em>Fast Random Integer Generation in an Interval</em>, ACM TOMACS 29
   * (2019), algorithm 5.
   *
   * @param bound at least 1
   */
  @Override
  public int nextInt(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("the bound must be at least 1, got " + bound);
    }
    long product = (nextLong() >>> 32) * bound;
    long low = product & 0xffffffffL;
    if (low < bound) {
      long threshold = (1L << 32) % bound;
      while (low < threshold) {
        product = (nextLong() >>> 32) * bound;
        low = product & 0xffffffffL;
      }
    }
    return (int) (product >>> 32);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
