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
 * @param isLikelihood whether the loss is a negative log-likelihood, and not a squared error
 */
record Baseline(double loss, double untrained, OptionalDouble accuracy, boolean isLikelihood) {

  /** Logarithms of smaller shares would change the loss more than the classes that have them. */
  private static final double SMALLEST_SHARE = 1e-6;

  /** Beside the shares themselves, for a loss that smooths labels. */
  private static final double SMOOTHING = 0.1;

  /** The part of the loss by which a loss must be lower to be better. */
  private static final double BETTER = 0.01;

  /**
   * How many nats of evidence are more than chance explains. An answer that knows nothing of the
   * samples gets as many with a probability of at most e⁻⁶·⁶ = 0.14 %: for a likelihood ratio by
   * Markov's inequality, since its mean is 1; for a share of correct answers by Chernoff's bound.
   */
  private static final double EVIDENCE = 6.6;

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
        loss.takes() != Predictions.ANY);
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
   * Whether an accuracy on a number of samples is no better than that of always answering the most
   * frequent class, by more than chance explains. Of samples so few that chance explains an accuracy
   * of 100 %, it is no better up to half way there.
   */
  boolean isChance(double percent, int samples) {
    double share = accuracy.orElseThrow() / 100;
    double correct = percent / 100;
    if (correct <= share) {
      return true;
    }
    return samples * divergence(1, share) > EVIDENCE
        ? samples * divergence(correct, share) <= EVIDENCE
        : correct <= (share + 1) / 2;
  }

  /** The Kullback–Leibler divergence of one share from another. */
  private static double divergence(double p, double q) {
    double rest = p < 1 ? (1 - p) * Math.log((1 - p) / (1 - q)) : 0;
    return p * Math.log(p / q) + rest;
  }

  /**
   * Whether a mean loss on a number of samples is better than the baseline's: at least 1 % lower,
   * and by more than chance explains, if the samples are enough to tell.
   */
  boolean isWorseThan(double meanLoss, int samples) {
    return meanLoss < (1 - BETTER) * loss
        && (evidence(meanLoss, samples) > EVIDENCE || !isTelling(samples));
  }

  /** Whether samples are so many that chance does not explain half of the baseline's loss. */
  boolean isTelling(int samples) {
    return evidence(loss / 2, samples) > EVIDENCE;
  }

  /** The logarithm of the likelihood ratio; a squared error is taken as that of Gaussian noise. */
  private double evidence(double meanLoss, int samples) {
    return samples * (isLikelihood ? loss - meanLoss : Math.log(loss / meanLoss) / 2);
  }
}
