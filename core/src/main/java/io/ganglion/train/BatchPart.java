package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.loss.Loss;
import io.ganglion.metric.Decision;
import io.ganglion.network.Network;
import io.ganglion.network.Propagation;
import io.ganglion.random.SplitMix64;

/**
 * A part of a batch, which one thread takes through the network: read, forward, loss, backward, in
 * memory that is made once.
 *
 * <p>All chance comes from the seed, the epoch and the sample's place, not from what was drawn before:
 * so it is the same for any number of threads, and after a resume.
 */
final class BatchPart implements AutoCloseable {

  /** Of the trainer's seed, the sequences from which layers and inputs take chance. */
  private static final long LAYERS = -1;

  private static final long INPUTS = -3;

  private final int first;
  private final int size;
  private final int batch;
  private final Loss loss;

  /** Changes the inputs; null if they stay as they are. */
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
  private int correct;
  private boolean finite;

  /**
   * Prepares a part.
   *
   * @param first where in the batch it begins
   * @param size how many samples it has
   * @param batch how many samples the whole batch has
   * @param augmenter changes the inputs; null if they stay as they are
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

  /**
   * Takes the part's samples, of the batch {@code order[from] …}, forward and backward. If one of its
   * losses is NaN or infinite, it does not go backward.
   */
  void run(Samples samples, int[] order, int from, int epoch, Gradients gradients) {
    read(samples, order, from + first, epoch);
    layersRandom.restart(SplitMix64.seed(SplitMix64.seed(layersSeed, epoch), from + first));
    propagation.input().write(x);
    propagation.forward();
    propagation.output().read(p);
    measure();
    if (finite) {
      propagation.outputGradient().write(g);
      propagation.backward(gradients);
    }
  }

  private void read(Samples samples, int[] order, int from, int epoch) {
    for (int i = 0; i < size; i++) {
      int sample = order[from + i];
      samples.readInput(sample, x, i * inputs);
      if (augmenter != null) {
        inputsRandom.restart(SplitMix64.seed(SplitMix64.seed(inputsSeed, epoch), sample));
        augmenter.augment(x, i * inputs, inputsRandom);
      }
      samples.readTarget(sample, t, i * outputs);
    }
  }

  /** Compares predictions with targets: losses, gradient of the batch's mean loss, right answers. */
  private void measure() {
    correct = 0;
    finite = true;
    for (int i = 0; i < size; i++) {
      int sample = i * outputs;
      losses[i] = loss.value(p, t, sample, outputs);
      finite &= Double.isFinite(losses[i]);
      loss.gradient(p, t, g, sample, outputs);
      if (Decision.of(p, sample, outputs) == Decision.of(t, sample, outputs)) {
        correct++;
      }
    }
    if (batch > 1) {
      for (int j = 0; j < g.length; j++) {
        g[j] /= batch;
      }
    }
  }

  /** Where in the batch this part begins. */
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

  /** How many samples of the last run were predicted rightly. */
  int correct() {
    return correct;
  }

  @Override
  public void close() {
    propagation.close();
  }
}
