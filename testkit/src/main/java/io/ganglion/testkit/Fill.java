package io.ganglion.testkit;

import io.ganglion.random.SplitMix64;

/** How to fill the matrices of a test. */
enum Fill {
  /** Uniform in (−1, 1), none of them zero. */
  REALS {
    @Override
    double next(SplitMix64 random) {
      double value = 2 * random.nextDouble() - 1;
      return Math.abs(value) < 0x1p-10 ? 0.5 : value;
    }
  },

  /**
   * Whole numbers from −8 to 8 without zero. Sums of their products are whole numbers that both
   * precisions hold exactly, so every order of adding gives the same bits.
   */
  INTEGERS {
    @Override
    double next(SplitMix64 random) {
      int value = random.nextInt(16) - 8;
      return value < 0 ? value : value + 1;
    }
  },

  /**
   * Like {@link #INTEGERS}, with four in five replaced by zeros of either sign, like pixels of
   * digits.
   */
  SPARSE {
    @Override
    double next(SplitMix64 random) {
      double value = INTEGERS.next(random);
      return random.nextInt(5) == 0 ? value : Math.copySign(0.0, value);
    }
  },

  /** Only zeros. */
  ZEROS {
    @Override
    double next(SplitMix64 random) {
      return 0;
    }
  };

  abstract double next(SplitMix64 random);
}
