package io.ganglion.train;

import io.ganglion.random.SplitMix64;

/** The order in which an epoch takes the samples. */
public enum Shuffle {
  /** By index. */
  NONE {
    @Override
    void order(int[] order, long seed, int epoch) {
      number(order);
    }
  },

  /** In one random order, the same in every epoch, as in the original program. */
  ONCE {
    @Override
    void order(int[] order, long seed, int epoch) {
      shuffle(order, SplitMix64.stream(seed, 0));
    }
  },

  /** In a new random order every epoch. */
  EPOCH {
    @Override
    void order(int[] order, long seed, int epoch) {
      shuffle(order, SplitMix64.stream(seed, epoch));
    }
  };

  /** Fills in the order of an epoch, which depends only on the seed and the epoch (from 1). */
  abstract void order(int[] order, long seed, int epoch);

  private static void number(int[] order) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /** Source: D. E. Knuth, <em>The Art of Computer Programming</em>, section 3.4.2, algorithm P. */
  private static void shuffle(int[] order, SplitMix64 random) {
    number(order);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
  }
}
