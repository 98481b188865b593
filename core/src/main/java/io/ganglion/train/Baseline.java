package io.ganglion.train;

import io.ganglion.loss.Loss;
import io.ganglion.loss.Predictions;
import io.ganglion.metric.Decision;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What the best constant answer achieves on training samples: a network that does no better has
 * learnt nothing from its inputs.
 *
 * <p>The answer is the mean target: the shares of the classes, whose cross-entropy is the entropy of
 * the shares, or the mean of a quantity, whose mean squared error is the variance.
 *
 * @param loss the mean loss of that answer
 * @param untrained the mean loss of an answer that does not know the targets either: the same
 *     probability for each class, or 0
 * @param accuracy the share of the most frequent class, in percent; empty in a regression
 * @param samples number of samples
 */
record Baseline(double loss, double untrained, OptionalDouble accuracy, int samples) {

  /** Logarithms of smaller shares would change the loss more than the classes that have them. */
  private static final double SMALLEST_SHARE = 1e-6;

  /** Beside the shares themselves, for a loss that smooths labels. */
  private static final double SMOOTHING = 0.1;

  /** Standard deviations of a share that is counted by chance. */
  private static final double DEVIATIONS = 3;

  /**
   * Computes the baseline of samples.
   *
   * @param loss the loss, with the class weights, if there are any
   */
  static Baseline of(Samples samples, Loss loss) {
    int n = samples.targetShape().size();
    double[] t = new double[n];
    double[] mean = new double[n];
    int[] counts = new int[Decision.classes(n)];
    boolean classes = true;
    double weights = 0;
    for (int i = 0; i < samples.size(); i++) {
      samples.readTarget(i, t, 0);
      classes = classes && Decision.isClass(t, 0, n);
      counts[Decision.of(t, 0, n)]++;
      double weight = loss instanceof WeightedLoss weighted ? weighted.weight(t, 0, n) : 1;
      weights += weight;
      for (int j = 0; j < n; j++) {
        mean[j] += weight * t[j];
      }
    }
    for (int j = 0; j < n; j++) {
      mean[j] /= weights;
    }
    double[][] answers = {
      answer(mean, 0, loss.takes()), answer(mean, SMOOTHING, loss.takes()), untrained(n, loss)
    };
    double[] totals = new double[answers.length];
    for (int i = 0; i < samples.size(); i++) {
      samples.readTarget(i, t, 0);
      for (int k = 0; k < totals.length; k++) {
        totals[k] += loss.value(answers[k], t, 0, n);
      }
    }
    return new Baseline(
        Math.min(totals[0], totals[1]) / samples.size(),
        totals[2] / samples.size(),
        classes
            ? OptionalDouble.of(100.0 * Arrays.stream(counts).max().orElseThrow() / samples.size())
            : OptionalDouble.empty(),
        samples.size());
  }

  /** The mean target as predictions that the loss takes. */
  private static double[] answer(double[] mean, double smoothing, Predictions taken) {
    int n = mean.length;
    return IntStream.range(0, n)
        .mapToDouble(
            j ->
                switch (taken) {
                  case ANY, PROBABILITIES -> mean[j];
                  case DISTRIBUTION -> (1 - smoothing) * mean[j] + smoothing / n;
                  case LOGITS ->
                      StrictMath.log(
                          Math.max(SMALLEST_SHARE, (1 - smoothing) * mean[j] + smoothing / n));
                })
        .toArray();
  }

  private static double[] untrained(int n, Loss loss) {
    double[] answer = new double[n];
    switch (loss.takes()) {
      case ANY, LOGITS -> {
        return answer;
      }
      case DISTRIBUTION -> Arrays.fill(answer, 1.0 / n);
      case PROBABILITIES -> Arrays.fill(answer, 0.5);
    }
    return answer;
  }

  /**
   * Whether there is something to compare with: a loss of the user's own may be negative, and of
   * samples of one class there is nothing to learn.
   */
  boolean isMeaningful() {
    return loss > 0 && Double.isFinite(loss) && accuracy.orElse(0) < 100;
  }

  /**
   * Whether an accuracy is no better than that of always answering the most frequent class: at most
   * three standard deviations above it, those of a share of as many samples, and not half way to 100
   * %.
   */
  boolean isChance(double percent) {
    double share = accuracy.orElseThrow() / 100;
    double noise = DEVIATIONS * Math.sqrt(share * (1 - share) / samples);
    return percent <= 100 * (share + Math.min(noise, (1 - share) / 2));
  }
}
