package io.ganglion.train;

import io.ganglion.loss.Loss;
import io.ganglion.metric.Decision;
import io.ganglion.text.Numbers;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How much each class counts in training, so that a rare class is not lost beside a frequent one.
 *
 * <p>The loss of a sample of class j, and with it the gradient, is multiplied by the weight
 * {@code wⱼ}. Weights are scaled so that their mean over the training samples, {@code Σⱼ nⱼ wⱼ / n},
 * is 1: the learning rate keeps its meaning. Here {@code nⱼ} is the number of training samples of
 * class j, by the rule of {@link Decision}, of n in all. A class without training samples has the
 * weight 1.
 *
 * <p>The losses that a training reports are weighted too, those of validation included: they are
 * what training minimises, and what early stopping and schedules look at. Accuracies are not
 * weighted.
 *
 * <p>Source: G. King, L. Zeng, <em>Logistic Regression in Rare Events Data</em>, Political Analysis
 * 9 (2001).
 */
public final class ClassWeights {

  /**
   * Every class counts the same in total: {@code wⱼ = n / (k nⱼ)}, where k is the number of classes
   * that have training samples.
   */
  public static final ClassWeights BALANCED = new ClassWeights(null);

  /** Null if they are to be balanced. */
  private final double[] weights;

  private ClassWeights(double[] weights) {
    this.weights = weights;
  }

  /**
   * Gives each class a weight. Only their ratios matter.
   *
   * @param weights the weight of each class, above 0 and finite; copied
   * @return the weights
   * @throws IllegalArgumentException if there are none, or one is out of range
   */
  public static ClassWeights of(double... weights) {
    if (weights.length == 0) {
      throw new IllegalArgumentException("there are no class weights, expected one for each class");
    }
    for (double weight : weights) {
      if (!(weight > 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "a class weight must be a finite number above 0, got " + weight);
      }
    }
    return new ClassWeights(weights.clone());
  }

  /**
   * The weights as text, identical on every JVM. Training resumes only if this text is unchanged.
   *
   * @return {@code "balanced"}, or for example {@code "1 20"}
   */
  public String text() {
    return weights == null
        ? "balanced"
        : Arrays.stream(weights).mapToObj(Numbers::text).collect(Collectors.joining(" "));
  }

  /**
   * Weights a loss.
   *
   * @param loss the loss
   * @param samples the training samples, whose classes are counted
   * @return the weighted loss
   * @throws IllegalArgumentException if a target does not name a class, or there is not one weight
   *     for each class
   */
  WeightedLoss applyTo(Loss loss, Samples samples) {
    int[] counts = counts(samples);
    if (weights != null && weights.length != counts.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "there are %d class weights, expected %d, one for each class",
              weights.length,
              counts.length));
    }
    double[] scaled = new double[counts.length];
    double total = 0;
    for (int j = 0; j < counts.length; j++) {
      scaled[j] = counts[j] == 0 ? 0 : weights == null ? 1.0 / counts[j] : weights[j];
      total += counts[j] * scaled[j];
    }
    for (int j = 0; j < counts.length; j++) {
      scaled[j] = counts[j] == 0 ? 1 : scaled[j] * samples.size() / total;
    }
    return new WeightedLoss(loss, scaled);
  }

  /** The number of samples of each class. */
  private static int[] counts(Samples samples) {
    double[] t = new double[samples.targetShape().size()];
    int[] counts = new int[Decision.classes(t.length)];
    for (int i = 0; i < samples.size(); i++) {
      samples.readTarget(i, t, 0);
      if (!Decision.isClass(t, 0, t.length)) {
        throw new IllegalArgumentException(
            "class weights need targets that name a class, but the target of sample "
                + i
                + " does not: leave the weights out");
      }
      counts[Decision.of(t, 0, t.length)]++;
    }
    return counts;
  }
}
