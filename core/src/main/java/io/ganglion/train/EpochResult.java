package io.ganglion.train;

import java.util.Optional;

/**
 * How an epoch went. Accuracy and loss are those met while training: of each prediction just before
 * the update that it led to.
 *
 * @param epoch which one, from 1 on
 * @param samples how many samples it had
 * @param correct how many of them were predicted rightly, by the rule of {@link
 *     io.ganglion.metric.Decision}
 * @param accuracy {@code correct / samples · 100}, in percent
 * @param meanLoss mean of the samples' losses
 * @param learningRate η of its last update
 * @param validation how the network then did on samples that were held out; nothing if there are none
 */
public record EpochResult(
    int epoch,
    int samples,
    int correct,
    double accuracy,
    double meanLoss,
    double learningRate,
    Optional<Validation> validation) {

  /**
   * How a network does on samples that it does not learn.
   *
   * @param samples how many samples there are
   * @param correct how many of them were predicted rightly, by the rule of {@link
   *     io.ganglion.metric.Decision}
   * @param accuracy {@code correct / samples · 100}, in percent
   * @param meanLoss mean of the samples' losses
   */
  public record Validation(int samples, int correct, double accuracy, double meanLoss) {}
}
