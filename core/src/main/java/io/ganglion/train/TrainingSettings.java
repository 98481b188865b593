package io.ganglion.train;

import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Schedule;
import io.ganglion.text.Numbers;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The settings that determine the result of a training, besides its network, its samples and the
 * number of epochs.
 *
 * @param patience the patience of early stopping, in epochs
 */
record TrainingSettings(
    Optimizer optimizer,
    Schedule schedule,
    Regularization regularization,
    Loss loss,
    Optional<ClassWeights> classWeights,
    int batchSize,
    Shuffle shuffle,
    long seed,
    Optional<Augmentation> augmentation,
    Optional<GradientExchange> exchange,
    Optional<Samples> validation,
    Optional<Integer> patience) {

  private static final String NONE = "none";

  private static final int MAX_CHECKSUMMED_SAMPLES = 1000;

  /**
   * Describes a training: a saved one is resumed only if all of this is equal. Reads the samples.
   *
   * @return texts that are identical on every JVM, by the names that checkpoints and messages use
   */
  Map<String, String> describe(Network network, Samples samples, int epochs) {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("network", network.architecture().toString());
    texts.put("precision", network.backend().precision().toString());
    texts.put("backend", network.backend().name());
    texts.put("optimizer", optimizer.text());
    texts.put("learning rate", Numbers.text(optimizer.learningRate()));
    texts.put("schedule", schedule.text());
    texts.put("number of epochs", schedule.dependsOnEpochs() ? Integer.toString(epochs) : "any");
    texts.put("regularization", regularization.text());
    texts.put(
        "loss", loss.text() + classWeights.map(w -> ", class weights " + w.text()).orElse(""));
    texts.put("batch size", Integer.toString(batchSize));
    texts.put("shuffle", shuffle.name().toLowerCase(Locale.ROOT));
    texts.put("seed", Long.toString(seed));
    texts.put("augmentation", augmentation.map(Augmentation::text).orElse(NONE));
    texts.put("gradient exchange", exchange.map(GradientExchange::text).orElse(NONE));
    texts.put("data", describe(samples));
    texts.put("validation data", validation.map(TrainingSettings::describe).orElse(NONE));
    texts.put("early stopping", patience.map(Object::toString).orElse(NONE));
    return texts;
  }

  /**
   * The loss to minimise: with the class weights, if there are any.
   *
   * @param samples the training samples
   * @throws IllegalArgumentException if the weights do not fit the samples
   */
  Loss weightedLoss(Samples samples) {
    return classWeights.<Loss>map(weights -> weights.applyTo(loss, samples)).orElse(loss);
  }

  /** The number of samples, and a checksum over the bits of up to a thousand of them. */
  private static String describe(Samples samples) {
    int size = samples.size();
    double[] x = new double[samples.inputShape().size()];
    double[] t = new double[samples.targetShape().size()];
    CRC32 checksum = new CRC32();
    int count = Math.min(size, MAX_CHECKSUMMED_SAMPLES);
    for (int i = 0; i < count; i++) {
      int sample = (int) ((long) size * i / count);
      samples.readInput(sample, x, 0);
      samples.readTarget(sample, t, 0);
      update(checksum, x);
      update(checksum, t);
    }
    return String.format(Locale.ROOT, "%d samples of checksum %08x", size, checksum.getValue());
  }

  private static void update(CRC32 checksum, double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    bytes.asDoubleBuffer().put(values);
    checksum.update(bytes);
  }
}
