package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.loss.Loss;
import io.ganglion.metric.Decision;
import io.ganglion.network.Network;
import io.ganglion.network.Propagation;
import io.ganglion.random.SplitMix64;

/**
 * A part of a batch, which one thread takes through the network: read, forward, loss, backward, in
 * memory that is allocated once.
 *
 * <p>All random numbers depend only on the seed, the epoch and the sample's place, not on earlier
 * draws. They are therefore the same for any number of threads, and after resuming.
 */
final class BatchPart implements AutoCloseable {

  /** The sequences of the trainer's seed from which layers and inputs take random numbers. */
  private static final long LAYERS = -1;

  private static final long INPUTS = -3;

  private final int first;
  private final int size;
  private final int batch;
  private final Loss loss;

  /** Changes the inputs; null if they stay unchanged. */
  private final Augmenter augmenter;

  private final long layersSeed;
  private final long inputsSeed;
  private final SplitMix64 layersRandom = new SplitMix64(0);
  private final SplitMix64 inputsRandom = new SplitMix64(0);
  private final Propagation propagation;
  private final int inputs;
  private final int outputs;
  private final double[] x;
  private final double[] p;
  private final double[] t;
  private final double[] g;
  private final double[] losses;
  private boolean classes;
  private int correct;
  private boolean finite;

  /** The place in the order of the batch whose inputs were read ahead; negative if none were. */
  private int ahead = -1;

  /**
   * Prepares a part.
   *
   * @param first index of its first sample in the batch
   * @param size number of samples in the part
   * @param batch number of samples in the whole batch
   * @param augmenter changes the inputs; null if they stay unchanged
   */
  BatchPart(
      Network network, int first, int size, int batch, Loss loss, Augmenter augmenter, long seed) {
    this.first = first;
    this.size = size;
    this.batch = batch;
    this.loss = loss;
    this.augmenter = augmenter;
    this.layersSeed = SplitMix64.seed(seed, LAYERS);
    this.inputsSeed = SplitMix64.seed(seed, INPUTS);
    this.inputs = network.inputShape().size();
    this.outputs = network.outputShape().size();
    this.x = new double[network.inputShape().batch(size).size()];
    this.p = new double[network.outputShape().batch(size).size()];
    this.t = new double[p.length];
    this.g = new double[p.length];
    this.losses = new double[size];
    this.propagation = Propagation.forTraining(network, size, layersRandom);
  }

  /** Makes the memory for the next batch; returns false if the first layer cannot look ahead. */
  boolean prepareToLookAhead() {
    return propagation.nextInput() != null;
  }

  /**
   * Runs the part's samples, of the batch {@code order[from] …}, forward and backward. If one of
   * their losses is NaN or infinite, there is no backward pass.
   *
   * @param next where the batch begins for which the first layer runs forward already, which saves a
   *     sweep over its weights; negative if there is none. Only for gradients that are applied
   *     immediately
   */
  void run(Samples samples, int[] order, int from, int epoch, Gradients gradients, int next) {
    if (ahead != from) {
      propagation.input().write(readInputs(samples, order, from, epoch));
    }
    readTargets(samples, order, from);
    layersRandom.restart(SplitMix64.seed(SplitMix64.seed(layersSeed, epoch), from + first));
    propagation.forward();
    propagation.output().read(p);
    measure();
    if (!finite) {
      return;
    }
    propagation.outputGradient().write(g);
    ahead = next >= 0 && readAhead(samples, order, next, epoch) ? next : -1;
    if (ahead >= 0) {
      propagation.backwardAndForward(gradients);
    } else {
      propagation.backward(gradients);
    }
  }

  /** Reads the next inputs; if they cannot be read, that is for their own step to report. */
  private boolean readAhead(Samples samples, int[] order, int next, int epoch) {
    try {
      propagation.nextInput().write(readInputs(samples, order, next, epoch));
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private double[] readInputs(Samples samples, int[] order, int from, int epoch) {
    for (int i = 0; i < size; i++) {
      int sample = order[from + first + i];
      samples.readInput(sample, x, i * inputs);
      if (augmenter != null) {
        inputsRandom.restart(SplitMix64.seed(SplitMix64.seed(inputsSeed, epoch), sample));
        augmenter.augment(x, i * inputs, inputsRandom);
      }
    }
    return x;
  }

  private void readTargets(Samples samples, int[] order, int from) {
    for (int i = 0; i < size; i++) {
      samples.readTarget(order[from + first + i], t, i * outputs);
    }
  }

  /**
   * Compares predictions with targets: losses, gradient of the batch's mean loss, correct
   * predictions.
   */
  private void measure() {
    classes = true;
    correct = 0;
    finite = true;
    for (int i = 0; i < size; i++) {
      int sample = i * outputs;
      losses[i] = loss.value(p, t, sample, outputs);
      finite &= Double.isFinite(losses[i]);
      loss.gradient(p, t, g, sample, outputs);
      classes = classes && Decision.isClass(t, sample, outputs);
      if (classes && Decision.of(p, sample, outputs) == Decision.of(t, sample, outputs)) {
        correct++;
      }
    }
    if (batch > 1) {
      for (int j = 0; j < g.length; j++) {
        g[j] /= batch;
      }
    }
  }

  /** The index of this part's first sample in the batch. */
  int first() {
    return first;
  }

  /** The loss of each sample of the last run. */
  double[] losses() {
    return losses;
  }

  /** Whether all losses of the last run are finite. */
  boolean isFinite() {
    return finite;
  }

  /** Whether every target of the last run {@linkplain Decision#isClass names a class}. */
  boolean hasClasses() {
    return classes;
  }

  /** The number of samples of the last run that were predicted correctly, if it has classes. */
  int correct() {
    return correct;
  }

  @Override
  public void close() {
    propagation.close();
  }
}
