package io.ganglion.train;

import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One step of training on a batch of fixed size: forward and backward through the network, part by
 * part, then the update.
 *
 * <p>How a batch is cut depends only on its size, so that any number of threads gives the same
 * bits.
 */
final class TrainingStep implements AutoCloseable {

  /** Smaller parts would not be worth the gradients that each part stores. */
  private static final int SMALLEST_PART = 64;

  private static final int MOST_PARTS = 4;

  private final int batch;
  private final List<BatchPart> parts = new ArrayList<>();

  /** The fraction of the batch's samples in each part. */
  private final double[] shares;

  private final ParameterUpdate update;
  private final Team team;

  /** Whether the first layer begins with the next sample while it is updated by this one. */
  private final boolean looksAhead;

  /**
   * Prepares a step.
   *
   * @param augmenters makes an augmenter for each part; null if inputs stay unchanged
   */
  TrainingStep(
      Network network,
      int batch,
      Loss loss,
      Supplier<Augmenter> augmenters,
      long seed,
      ParameterUpdate update,
      Team team) {
    this.batch = batch;
    this.update = update;
    this.team = team;
    network.inputShape().batch(batch);
    int count = parts(batch);
    shares = new double[count];
    try {
      for (int i = 0; i < count; i++) {
        int first = (int) ((long) batch * i / count);
        int end = (int) ((long) batch * (i + 1) / count);
        shares[i] = (double) (end - first) / batch;
        parts.add(new BatchPart(network, first, end - first, batch, loss, augmenters.get(), seed));
      }
      looksAhead = batch == 1 && update.isDirect() && parts.get(0).prepareToLookAhead();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The number of parts into which a batch is cut. */
  static int parts(int batch) {
    return Math.max(1, Math.min(MOST_PARTS, batch / SMALLEST_PART));
  }

  /**
   * Learns the samples {@code order[from] … order[from + batch − 1]}. If a loss is NaN or infinite,
   * nothing is updated.
   *
   * @param epoch the current epoch, from 1
   * @param step the number of this step in the training, from 1
   * @param learningRate η in this step
   */
  void run(Samples samples, int[] order, int from, int epoch, long step, double learningRate) {
    update.begin(step, learningRate);
    if (parts.size() == 1) {
      boolean more = looksAhead && from + 1 < order.length;
      parts.get(0).run(samples, order, from, epoch, update.gradients(0), more ? from + 1 : -1);
    } else {
      team.run(
          parts.size(),
          i -> parts.get(i).run(samples, order, from, epoch, update.gradients(i), -1));
    }
    if (firstNonFinite() < 0) {
      update.apply(batch, shares);
    }
  }

  /** The batch size. */
  int batch() {
    return batch;
  }

  /**
   * The index in the last batch of the first sample whose loss is NaN or infinite; negative if none
   * is.
   */
  int firstNonFinite() {
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).isFinite()) {
        return parts.get(i).first() + firstNonFinite(parts.get(i).losses());
      }
    }
    return -1;
  }

  private static int firstNonFinite(double[] losses) {
    int i = 0;
    while (Double.isFinite(losses[i])) {
      i++;
    }
    return i;
  }

  /** Adds the loss of each sample of the last batch to {@code total}, one after the other. */
  double addLosses(double total) {
    double sum = total;
    for (int i = 0; i < parts.size(); i++) {
      for (double loss : parts.get(i).losses()) {
        sum += loss;
      }
    }
    return sum;
  }

  /** The loss of a sample of the last batch. */
  double loss(int sample) {
    int i = parts.size() - 1;
    while (parts.get(i).first() > sample) {
      i--;
    }
    return parts.get(i).losses()[sample - parts.get(i).first()];
  }

  /** Whether every target of the last batch names a class. */
  boolean hasClasses() {
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).hasClasses()) {
        return false;
      }
    }
    return true;
  }

  /** The number of samples of the last batch that were predicted correctly, if it has classes. */
  int correct() {
    int correct = 0;
    for (int i = 0; i < parts.size(); i++) {
      correct += parts.get(i).correct();
    }
    return correct;
  }

  @Override
  public void close() {
    parts.forEach(BatchPart::close);
  }
}
