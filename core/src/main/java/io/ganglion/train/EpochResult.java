package io.ganglion.train;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The results of one epoch. Accuracy and loss are those measured while training: of each prediction
 * just before the update that it leads to.
 *
 * <p>A regression has no accuracy: there is one only if every target {@linkplain
 * io.ganglion.metric.Decision#isClass names a class}, whatever the loss.
 *
 * @param epoch the number of the epoch, from 1
 * @param samples number of samples
 * @param correct number of samples that were predicted correctly, by the rule of
 *     {@link io.ganglion.metric.Decision}; empty in a regression
 * @param accuracy {@code correct / samples · 100}, in percent; empty in a regression
 * @param meanLoss mean of the samples' losses
 * @param learningRate η in the last update
 * @param validation the results on the validation samples after the epoch; empty if there are none
 */
public record EpochResult(
    int epoch,
    int samples,
    OptionalInt correct,
    OptionalDouble accuracy,
    double meanLoss,
    double learningRate,
    Optional<Validation> validation) {

  /**
   * The results on samples that the network does not learn.
   *
   * @param samples number of samples
   * @param correct number of samples that were predicted correctly, by the rule of
   *     {@link io.ganglion.metric.Decision}; empty in a regression
   * @param accuracy {@code correct / samples · 100}, in percent; empty in a regression
   * @param meanLoss mean of the samples' losses
   */
  public record Validation(
      int samples, OptionalInt correct, OptionalDouble accuracy, double meanLoss) {}
}
