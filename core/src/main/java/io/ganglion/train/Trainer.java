package io.ganglion.train;

import io.ganglion.layer.Gradients;
import io.ganglion.layer.Parameter;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Trains a network on samples, by one sample or a mini-batch at a time.
 *
 * <p>For each batch, in the order that {@link Shuffle} gives: predict, take the loss, go backward
 * with the gradient of the batch's mean loss, and let the {@link Optimizer} update the parameters. If
 * the number of samples is not a multiple of the batch size, an epoch's last batch is smaller.
 *
 * <p>With the {@code java} backend the same seed gives the same bits, on every machine. For use by
 * one thread; nobody else may use the network meanwhile.
 */
public final class Trainer {

  /** Of the trainer's seed, the sequence from which layers take chance; others are {@link Shuffle}'s. */
  private static final long LAYERS = -1;

  private static final String REMEDY = "use a lower learning rate";

  private final Network network;
  private final Optimizer optimizer;
  private final Loss loss;
  private final int batchSize;
  private final Shuffle shuffle;
  private final long seed;
  private final List<TrainingListener> listeners;

  /** A copy of one parameter, to look for NaN in; as long as the largest, once it was needed. */
  private double[] copy = {};

  private Trainer(Builder builder) {
    this.network = builder.network;
    this.optimizer = builder.optimizer;
    this.loss = builder.loss;
    this.batchSize = builder.batchSize;
    this.shuffle = builder.shuffle;
    this.seed = builder.seed;
    this.listeners = List.copyOf(builder.listeners);
  }

  /**
   * Begins to describe a trainer: cross-entropy, one sample at a time, in the samples' own order,
   * unless said otherwise.
   *
   * @param network what to train; it must have parameters
   * @param optimizer how its parameters change, for example {@code new Sgd(0.000125)}
   * @return a builder
   * @throws IllegalArgumentException if the network has nothing to learn
   */
  public static Builder of(Network network, Optimizer optimizer) {
    return new Builder(network, optimizer);
  }

  /**
   * Trains for a number of epochs.
   *
   * @param samples what to learn, of the network's input and output sizes
   * @param epochs how many times to go through all samples, at least 1
   * @return how it went
   * @throws IllegalArgumentException if there are no samples or they do not fit the network
   * @throws DivergenceException if a loss or a parameter becomes NaN or infinite
   */
  public TrainingResult train(Samples samples, int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("the number of epochs must be at least 1, got " + epochs);
    }
    requireFit(samples, network);
    RandomGenerator random = SplitMix64.stream(seed, LAYERS);
    int size = samples.size();
    int rest = size % batchSize;
    try (Gradients gradients = optimizer.start(network.parameters());
        TrainingStep full = step(Math.min(batchSize, size), gradients, random);
        TrainingStep last = rest == 0 || size < batchSize ? null : step(rest, gradients, random)) {
      return new Run(samples, full, last).epochs(epochs);
    }
  }

  private TrainingStep step(int batch, Gradients gradients, RandomGenerator random) {
    return new TrainingStep(network, batch, loss, gradients, random);
  }

  static void requireFit(Samples samples, Network network) {
    if (samples.size() < 1) {
      throw new IllegalArgumentException("there are no samples, expected at least 1");
    }
    requireFit("inputs", samples.inputShape(), network.inputShape());
    requireFit("targets", samples.targetShape(), network.outputShape());
  }

  private static void requireFit(String what, Shape found, Shape expected) {
    if (found.size() != expected.size()) {
      throw new IllegalArgumentException(
          "the samples' " + what + " " + found + " do not fit the network's " + expected);
    }
  }

  /** One call of {@link #train}. */
  private final class Run {

    private final Samples samples;
    private final TrainingStep full;

    /** For the smaller batch at the end of an epoch; null if there is none. */
    private final TrainingStep last;

    private final int[] order;
    private final List<EpochResult> results = new ArrayList<>();
    private long learnt;

    Run(Samples samples, TrainingStep full, TrainingStep last) {
      this.samples = samples;
      this.full = full;
      this.last = last;
      this.order = new int[samples.size()];
    }

    TrainingResult epochs(int epochs) {
      boolean stopped = false;
      for (int epoch = 1; epoch <= epochs && !stopped; epoch++) {
        shuffle.order(order, seed, epoch);
        stopped = !epoch(epoch);
      }
      return new TrainingResult(results, learnt, stopped && results.size() < epochs);
    }

    /** Learns every sample once; returns whether to go on. */
    private boolean epoch(int epoch) {
      int correct = 0;
      double total = 0;
      boolean goOn = true;
      int done = 0;
      while (goOn && done < order.length) {
        TrainingStep step = order.length - done >= full.batch() ? full : last;
        step.run(samples, order, done);
        for (int i = 0; i < step.batch(); i++) {
          double sampleLoss = step.losses()[i];
          if (!Double.isFinite(sampleLoss)) {
            throw diverged(epoch, order[done + i], sampleLoss);
          }
          total += sampleLoss;
        }
        correct += step.correct();
        done += step.batch();
        learnt += step.batch();
        goOn = report(epoch, done);
      }
      if (done == order.length || !goOn) {
        requireFinite(epoch, done);
      }
      if (done == order.length) {
        end(
            new EpochResult(
                epoch,
                done,
                correct,
                (double) correct / done * 100,
                total / done,
                optimizer.learningRate(),
                Optional.empty()));
      }
      return goOn;
    }

    /** Tells the listeners of a batch; returns whether none of them wants to stop. */
    private boolean report(int epoch, int done) {
      boolean goOn = true;
      for (int i = 0; i < listeners.size(); i++) {
        TrainingListener listener = listeners.get(i);
        listener.batchEnded(epoch, done, order.length);
        goOn &= !listener.stopRequested();
      }
      return goOn;
    }

    private void end(EpochResult result) {
      results.add(result);
      listeners.forEach(listener -> listener.epochEnded(result));
    }

    private void requireFinite(int epoch, int done) {
      String broken = firstNotFinite();
      if (broken != null) {
        throw new DivergenceException(
            "training diverged: after "
                + (done == order.length ? "" : done + " samples of ")
                + "epoch "
                + epoch
                + " "
                + broken
                + "; "
                + REMEDY);
      }
    }

    private DivergenceException diverged(int epoch, int sample, double sampleLoss) {
      String broken = firstNotFinite();
      return new DivergenceException(
          "training diverged: the loss is "
              + sampleLoss
              + " at epoch "
              + epoch
              + ", sample "
              + sample
              + (broken == null
                  ? ", though all parameters are finite: look at that sample's values"
                  : ", where " + broken)
              + "; "
              + REMEDY);
    }

    /** Names the first parameter with NaN or infinity and its layer; null if there is none. */
    private String firstNotFinite() {
      for (int layer = 0; layer < network.layers().size(); layer++) {
        for (Parameter parameter : network.parameters(layer)) {
          if (!isFinite(parameter)) {
            return "layer %d (%s) has a parameter with NaN or infinity, %s"
                .formatted(layer, network.layers().get(layer).name(), parameter);
          }
        }
      }
      return null;
    }

    private boolean isFinite(Parameter parameter) {
      int size = parameter.shape().size();
      if (copy.length < size) {
        copy = new double[size];
      }
      parameter.tensor().read(copy, 0);
      for (int i = 0; i < size; i++) {
        if (!Double.isFinite(copy[i])) {
          return false;
        }
      }
      return true;
    }
  }

  /** Describes a {@link Trainer}. */
  public static final class Builder {

    private final Network network;
    private final Optimizer optimizer;
    private Loss loss = new CrossEntropy();
    private int batchSize = 1;
    private Shuffle shuffle = Shuffle.NONE;
    private long seed;
    private final List<TrainingListener> listeners = new ArrayList<>();

    private Builder(Network network, Optimizer optimizer) {
      if (network.parameters().isEmpty()) {
        throw new IllegalArgumentException(
            "the network " + network + " has no parameters, so there is nothing to train");
      }
      this.network = network;
      this.optimizer = optimizer;
    }

    /**
     * What to make small.
     *
     * @param loss the loss; {@link CrossEntropy} unless set
     * @return this builder
     */
    public Builder loss(Loss loss) {
      this.loss = loss;
      return this;
    }

    /**
     * How many samples to learn at once.
     *
     * @param batchSize at least 1; 1 unless set
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder batchSize(int batchSize) {
      if (batchSize < 1) {
        throw new IllegalArgumentException("the batch size must be at least 1, got " + batchSize);
      }
      this.batchSize = batchSize;
      return this;
    }

    /**
     * In which order to take the samples.
     *
     * @param shuffle the order; {@link Shuffle#NONE} unless set
     * @return this builder
     */
    public Builder shuffle(Shuffle shuffle) {
      this.shuffle = shuffle;
      return this;
    }

    /**
     * Where all chance comes from: the order of the samples, and layers that need chance.
     *
     * @param seed any number; 0 unless set
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Adds someone who watches, and may stop, training.
     *
     * @param listener who
     * @return this builder
     */
    public Builder listener(TrainingListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * Makes the trainer.
     *
     * @return a new trainer
     */
    public Trainer build() {
      return new Trainer(this);
    }
  }
}
