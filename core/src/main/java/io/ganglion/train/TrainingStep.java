package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.loss.Loss;
import io.ganglion.metric.Decision;
import io.ganglion.network.Network;
import io.ganglion.network.Propagation;
import java.util.random.RandomGenerator;

/**
 * One step of training on a batch of fixed size, in memory that is made once: read, forward, loss,
 * backward, update.
 */
final class TrainingStep implements AutoCloseable {

  private final Propagation propagation;
  private final Gradients gradients;
  private final Loss loss;
  private final int batch;
  private final int inputs;
  private final int outputs;
  private final double[] x;
  private final double[] p;
  private final double[] t;
  private final double[] g;
  private final double[] losses;
  private int correct;

  TrainingStep(Network network, int batch, Loss loss, Gradients gradients, RandomGenerator random) {
    this.gradients = gradients;
    this.loss = loss;
    this.batch = batch;
    this.inputs = network.inputShape().size();
    this.outputs = network.outputShape().size();
    this.x = new double[network.inputShape().batch(batch).size()];
    this.p = new double[network.outputShape().batch(batch).size()];
    this.t = new double[p.length];
    this.g = new double[p.length];
    this.losses = new double[batch];
    this.propagation = Propagation.forTraining(network, batch, random);
  }

  /**
   * Learns the samples {@code order[from] … order[from + batch − 1]}. If a loss is NaN or infinite,
   * nothing is updated.
   */
  void run(Samples samples, int[] order, int from) {
    for (int i = 0; i < batch; i++) {
      samples.readInput(order[from + i], x, i * inputs);
      samples.readTarget(order[from + i], t, i * outputs);
    }
    propagation.input().write(x);
    propagation.forward();
    propagation.output().read(p);
    if (!measure()) {
      return;
    }
    propagation.outputGradient().write(g);
    propagation.backward(gradients);
  }

  /**
   * Compares predictions with targets: losses, gradient of the mean loss, right answers. Returns
   * whether all losses are finite.
   */
  private boolean measure() {
    correct = 0;
    boolean finite = true;
    for (int i = 0; i < batch; i++) {
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
    return finite;
  }

  /** The batch size. */
  int batch() {
    return batch;
  }

  /** The loss of each sample of the last batch. */
  double[] losses() {
    return losses;
  }

  /** How many samples of the last batch were predicted rightly. */
  int correct() {
    return correct;
  }

  @Override
  public void close() {
    propagation.close();
  }
}
