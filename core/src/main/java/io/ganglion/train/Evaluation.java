package io.ganglion.train;

import io.ganglion.loss.Loss;
import io.ganglion.metric.Classification;
import io.ganglion.metric.Decision;
import io.ganglion.metric.Regression;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The quality of a network's predictions for samples.
 *
 * <p>A regression has no accuracy and no other metric of a classification: it has them only if
 * every target {@linkplain Decision#isClass names a class}, whatever the network and the loss.
 *
 * @param classification the metrics of the predictions as decisions for a class; empty in a
 *     regression
 * @param regression the metrics of the predictions as quantities
 * @param meanLoss mean of the samples' losses; empty if no loss was given
 */
public record Evaluation(
    Optional<Classification> classification, Regression regression, OptionalDouble meanLoss) {

  private static final int BATCH = 64;

  /** The maximum size of a batch of several samples, in numbers. */
  private static final int MOST_NUMBERS = 1 << 20;

  /**
   * Predicts every sample and compares the prediction with the target.
   *
   * @param network the network
   * @param samples the samples to predict, of the network's input and output sizes
   * @return the evaluation, without a mean loss
   * @throws IllegalArgumentException if the samples do not {@linkplain Samples#requireFit fit the
   *     network}
   */
  public static Evaluation of(Network network, Samples samples) {
    return of(network, samples, Optional.empty());
  }

  /**
   * Predicts every sample, compares the prediction with the target, and takes the loss. It may be
   * called while training, between two batches.
   *
   * @param network the network
   * @param samples the samples to predict, of the network's input and output sizes
   * @param loss the loss, which need not be that of the training
   * @return the evaluation, with the mean loss, which is NaN or infinite if a sample's loss is
   * @throws IllegalArgumentException if the samples do not {@linkplain Samples#requireFit fit the
   *     network}
   */
  public static Evaluation of(Network network, Samples samples, Loss loss) {
    return of(network, samples, Optional.of(loss));
  }

  private static Evaluation of(Network network, Samples samples, Optional<Loss> loss) {
    samples.requireFit(network);
    int inputs = network.inputShape().size();
    int outputs = network.outputShape().size();
    Classification.Builder classification = Classification.of(outputs);
    Regression.Builder regression = Regression.of(outputs);
    boolean classes = true;
    double total = 0;
    int batch = Math.max(1, Math.min(BATCH, MOST_NUMBERS / Math.max(inputs, outputs)));
    double[] x = new double[0];
    double[] p = new double[0];
    double[] t = new double[0];
    try (Predictor predictor = network.predictor()) {
      for (int from = 0; from < samples.size(); from += batch) {
        batch = Math.min(batch, samples.size() - from);
        if (x.length != batch * inputs) {
          x = new double[batch * inputs];
          p = new double[batch * outputs];
          t = new double[batch * outputs];
        }
        for (int i = 0; i < batch; i++) {
          samples.readInput(from + i, x, i * inputs);
          samples.readTarget(from + i, t, i * outputs);
        }
        predictor.predict(x, batch, p);
        for (int i = 0; i < batch; i++) {
          int sample = i * outputs;
          classes = classes && Decision.isClass(t, sample, outputs);
          if (classes) {
            classification.add(p, t, sample);
          }
          regression.add(p, t, sample);
          if (loss.isPresent()) {
            total += loss.get().value(p, t, sample, outputs);
          }
        }
      }
    }
    return new Evaluation(
        classes ? Optional.of(classification.build()) : Optional.empty(),
        regression.build(),
        loss.isPresent() ? OptionalDouble.of(total / samples.size()) : OptionalDouble.empty());
  }

  /**
   * The number of samples.
   *
   * @return at least 1
   */
  public int total() {
    return regression.total();
  }

  /**
   * The number of samples that were classified correctly.
   *
   * @return from 0 to {@link #total}; empty in a regression
   */
  public OptionalInt correct() {
    return classification.isPresent()
        ? OptionalInt.of(classification.get().correct())
        : OptionalInt.empty();
  }

  /**
   * The percentage of samples that were classified correctly.
   *
   * @return {@code correct / total · 100}; empty in a regression
   */
  public OptionalDouble accuracy() {
    return classification.isPresent()
        ? OptionalDouble.of(classification.get().accuracy())
        : OptionalDouble.empty();
  }
}
