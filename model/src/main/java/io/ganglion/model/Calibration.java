package io.ganglion.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Makes probabilities as frequent as they say, and tells sure answers from others.
 *
 * <p>A trained network is usually too sure of itself. Dividing its logits by one number, the
 * temperature T, mends most of that and changes no decision: pⱼ ← pⱼ^(1/T) / Σₖ pₖ^(1/T). (Guo and
 * others, On Calibration of Modern Neural Networks, ICML 2017.)
 *
 * @param temperature T, greater than 0; 1 changes nothing
 * @param threshold the lowest probability of a sure answer, from 0 to 1
 */
public record Calibration(double temperature, double threshold) {

  /** Changes no probability, and calls every answer sure. */
  public static final Calibration NONE = new Calibration(1, 0);

  /** An answer that is more probably wrong than right is never sure. */
  private static final double LEAST_THRESHOLD = 0.5;

  private static final double LOWEST_TEMPERATURE = 0.05;
  private static final double HIGHEST_TEMPERATURE = 20;
  private static final int STEPS = 60;
  private static final double BOUND = 1e-3;

  /** Far more than the rounding of float32. */
  private static final double ROUNDING = 1e-4;

  /** 1 / φ, the ratio of golden-section search. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /**
   * Checks the numbers.
   *
   * @param temperature greater than 0
   * @param threshold from 0 to 1
   * @throws IllegalArgumentException if a number is outside its range
   */
  public Calibration {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "temperature " + temperature + "; expected a finite number greater than 0");
    }
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("threshold " + threshold + "; expected 0 to 1");
    }
  }

  /**
   * Finds the calibration of a network from its predictions for samples that it did not learn.
   *
   * <p>The temperature minimises the mean of −log p of the right classes. Sure answers are those
   * whose probability is at least the lowest threshold at which they are wrong at most half as often
   * as all answers, and at least ½.
   *
   * @param predictions {@code [i]} is the prediction for sample i: the probability of each class,
   *     or of class 1 alone; not modified
   * @param labels the class of each sample, from 0
   * @return the calibration
   * @throws IllegalArgumentException if there are no samples, or not as many labels, or the
   *     predictions are not probabilities
   */
  public static Calibration of(double[][] predictions, int[] labels) {
    if (predictions.length == 0 || predictions.length != labels.length) {
      throw new IllegalArgumentException(
          predictions.length
              + " predictions and "
              + labels.length
              + " labels; expected at least one, and as many of each");
    }
    requireProbabilities(predictions);
    double temperature = temperature(predictions, labels);
    return new Calibration(temperature, threshold(predictions, labels, temperature));
  }

  private static void requireProbabilities(double[][] predictions) {
    for (double[] prediction : predictions) {
      double sum = 0;
      for (double share : prediction) {
        if (!(share >= 0 && share <= 1 + ROUNDING)) {
          throw new IllegalArgumentException("prediction " + share + "; expected a probability");
        }
        sum += share;
      }
      if (prediction.length > 1 && Math.abs(sum - 1) > ROUNDING) {
        throw new IllegalArgumentException(
            "probabilities of a prediction add up to " + sum + "; expected 1");
      }
    }
  }

  /** Golden-section search in log T: the loss has one minimum, since it is convex in 1/T. */
  private static double temperature(double[][] predictions, int[] labels) {
    double low = Math.log(LOWEST_TEMPERATURE);
    double high = Math.log(HIGHEST_TEMPERATURE);
    for (int i = 0; i < STEPS; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (loss(predictions, labels, Math.exp(left)) <= loss(predictions, labels, Math.exp(right))) {
        high = right;
      } else {
        low = left;
      }
    }
    double found = Math.exp((low + high) / 2);
    // Without a minimum in between, as where all answers are right, the samples tell nothing.
    boolean atBound =
        found < LOWEST_TEMPERATURE * (1 + BOUND) || found > HIGHEST_TEMPERATURE / (1 + BOUND);
    return atBound ? 1 : found;
  }

  private static double loss(double[][] predictions, int[] labels, double temperature) {
    double loss = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] tempered = tempered(predictions[i], temperature);
      loss -= Math.log(Math.max(probability(tempered, labels[i]), Double.MIN_NORMAL));
    }
    return loss;
  }

  private static double probability(double[] prediction, int label) {
    return prediction.length > 1
        ? prediction[label]
        : label == 1 ? prediction[0] : 1 - prediction[0];
  }

  private static double threshold(double[][] predictions, int[] labels, double temperature) {
    int n = labels.length;
    double[] confidence = new double[n];
    boolean[] right = new boolean[n];
    int wrong = 0;
    for (int i = 0; i < n; i++) {
      double[] tempered = tempered(predictions[i], temperature);
      int classes = Math.max(2, tempered.length);
      int best = 0;
      for (int j = 1; j < classes; j++) {
        best = probability(tempered, j) > probability(tempered, best) ? j : best;
      }
      confidence[i] = probability(tempered, best);
      right[i] = best == labels[i];
      wrong += right[i] ? 0 : 1;
    }
    double most = 0.5 * wrong / n;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> confidence[i]));
    // From the least sure answer up: the answers that are left must be right often enough, and
    // equally sure ones are left out together.
    int out = 0;
    while (out < n && wrong > most * (n - out)) {
      double least = confidence[order[out]];
      while (out < n && confidence[order[out]] == least) {
        wrong -= right[order[out]] ? 0 : 1;
        out++;
      }
    }
    double found = out == 0 ? LEAST_THRESHOLD : out == n ? 1 : confidence[order[out]];
    return Math.min(1, Math.max(LEAST_THRESHOLD, found));
  }

  /**
   * Calibrates the probabilities of one sample.
   *
   * @param probabilities of each class, or of class 1 alone; not modified
   * @return the calibrated ones, in a new array
   */
  public double[] apply(double... probabilities) {
    return temperature == 1 ? probabilities.clone() : tempered(probabilities, temperature);
  }

  private static double[] tempered(double[] probabilities, double temperature) {
    double[] powers =
        probabilities.length > 1
            ? probabilities.clone()
            : new double[] {probabilities[0], 1 - probabilities[0]};
    double largest = Arrays.stream(powers).max().orElseThrow();
    double sum = 0;
    for (int j = 0; j < powers.length; j++) {
      // Ratios to the largest do not underflow all at once.
      powers[j] = Math.pow(Math.max(powers[j], 0) / largest, 1 / temperature);
      sum += powers[j];
    }
    for (int j = 0; j < powers.length; j++) {
      powers[j] /= sum;
    }
    return probabilities.length > 1 ? powers : new double[] {powers[0]};
  }
}
