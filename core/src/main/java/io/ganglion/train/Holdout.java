package io.ganglion.train;

import io.ganglion.metric.Decision;
import io.ganglion.random.SplitMix64;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Samples split in two: those to train on, and those held out for validation. Both are views of the
 * original samples, in the same order.
 *
 * <p>The split is stratified: with m samples in all, mⱼ of class j, of which
 * {@code v = round(share · m)} are held out, each class contributes {@code v mⱼ / m} of them,
 * rounded down; the rest come from the classes with the largest remainders, one each. The class of
 * a sample is that of its target, by the rule of {@link Decision}.
 *
 * <p>Source: M. L. Balinski, H. P. Young, <em>Fair Representation</em>, on Hamilton's method, for
 * the rounding; D. E. Knuth, <em>The Art of Computer Programming</em>, section 3.4.2, algorithm S,
 * for the drawing within each class.
 *
 * @param training the samples to train on
 * @param validation the samples held out
 */
public record Holdout(Samples training, Samples validation) {

  /**
   * The seed's sequence for the drawing; −1 and −3 are those of {@link BatchPart}, 0 and up those
   * of {@link Shuffle}.
   */
  private static final long DRAWING = -2;

  /**
   * Splits samples.
   *
   * @param samples the samples to split; not copied
   * @param share the fraction to hold out, above 0 and below 1
   * @param seed any number; the same seed holds out the same samples
   * @return both parts
   * @throws IllegalArgumentException if the share is not between 0 and 1, or one part would be
   *     empty
   */
  public static Holdout of(Samples samples, double share, long seed) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "the share to hold out must be above 0 and below 1, got " + share);
    }
    int m = samples.size();
    int v = (int) Math.round(share * m);
    if (v < 1 || v >= m) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a share of %s of %d samples holds out %d and leaves %d, expected at least 1 of each;"
                  + " use more samples or another share",
              share,
              m,
              v,
              m - v));
    }
    int[] classes = classes(samples);
    int[] left = new int[Decision.classes(samples.targetShape().size())];
    for (int j : classes) {
      left[j]++;
    }
    int[] wanted = apportion(v, left, m);
    SplitMix64 random = SplitMix64.stream(seed, DRAWING);
    int[] training = new int[m - v];
    int[] validation = new int[v];
    int held = 0;
    for (int i = 0; i < m; i++) {
      int j = classes[i];
      if (random.nextInt(left[j]) < wanted[j]) {
        validation[held++] = i;
        wanted[j]--;
      } else {
        training[i - held] = i;
      }
      left[j]--;
    }
    return new Holdout(new Subset(samples, training), new Subset(samples, validation));
  }

  /** The class of each sample. */
  private static int[] classes(Samples samples) {
    int[] classes = new int[samples.size()];
    double[] target = new double[samples.targetShape().size()];
    for (int i = 0; i < classes.length; i++) {
      samples.readTarget(i, target, 0);
      classes[i] = Decision.of(target, 0, target.length);
    }
    return classes;
  }

  /** How many of v samples each class contributes; class j has {@code counts[j]} of all m. */
  private static int[] apportion(int v, int[] counts, int m) {
    int[] given = new int[counts.length];
    int missing = v;
    for (int j = 0; j < counts.length; j++) {
      given[j] = (int) ((long) v * counts[j] / m);
      missing -= given[j];
    }
    IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.comparingLong((Integer j) -> (long) v * counts[j] % m).reversed())
        .limit(missing)
        .forEach(j -> given[j]++);
    return given;
  }
}
