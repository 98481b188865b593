package io.ganglion.train;

import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Schedule;
import io.ganglion.tensor.Shape;
import io.ganglion.text.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Trains a network on samples, by one sample or a mini-batch at a time.
 *
 * <p>For each batch, in the order that {@link Shuffle} gives: predict, take the loss, go backward
 * with the gradient of the batch's mean loss, and let the {@link Optimizer} update the parameters. If
 * the number of samples is not a multiple of the batch size, an epoch's last batch is smaller.
 *
 * <p>With the {@code java} backend the same seed gives the same bits, on every machine, with any number
 * of threads, and also where training stopped in between and went on from a {@link TrainingState}. A
 * trainer is used by one thread at a time; nobody else may use the network meanwhile.
 */
public final class Trainer {

  /** Without its softmax, if the loss has one itself. */
  private final Network network;

  private final Optimizer optimizer;
  private final Schedule schedule;
  private final Regularization regularization;
  private final Loss loss;
  private final int batchSize;
  private final Shuffle shuffle;
  private final long seed;
  private final int threads;
  private final Optional<Augmentation> augmentation;
  private final Optional<GradientExchange> exchange;
  private final Optional<Samples> validation;
  private final Optional<Integer> patience;
  private final Optional<Checkpointer> checkpointer;
  private final List<TrainingListener> listeners;
  private final DivergenceCheck divergence;

  private Trainer(Builder builder) {
    this.network = builder.loss.takesLogits() ? builder.network.logits() : builder.network;
    this.optimizer = builder.optimizer;
    this.schedule = builder.schedule;
    this.regularization = builder.regularization;
    this.loss = builder.loss;
    this.batchSize = builder.batchSize;
    this.shuffle = builder.shuffle;
    this.seed = builder.seed;
    this.threads = builder.threads;
    this.augmentation = builder.augmentation;
    this.exchange = builder.exchange;
    this.validation = builder.validation;
    this.patience = builder.patience;
    this.checkpointer = builder.checkpointer;
    this.listeners = List.copyOf(builder.listeners);
    this.divergence = new DivergenceCheck(network);
  }

  /**
   * Begins to describe a trainer: cross-entropy, one sample at a time, in the samples' own order, on
   * one thread, unless said otherwise.
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
    return train(samples, epochs, Optional.empty());
  }

  /**
   * Goes on with a training that was stopped, until it has the given number of epochs: with the same
   * samples and settings, to the same bits as without the break. The network's own values are replaced
   * by those of the state.
   *
   * @param state where that training was
   * @param samples what to learn, the same as then
   * @param epochs how many times to go through all samples, those before the stop included, at least 1
   * @return how it went, from the first epoch on
   * @throws IllegalArgumentException if the state is of a training with other settings or another
   *     network, or the samples do not fit; nothing is changed then
   * @throws DivergenceException if a loss or a parameter becomes NaN or infinite
   */
  public TrainingResult resume(TrainingState state, Samples samples, int epochs) {
    return train(samples, epochs, Optional.of(state));
  }

  private TrainingResult train(Samples samples, int epochs, Optional<TrainingState> state) {
    if (epochs < 1) {
      throw new IllegalArgumentException("the number of epochs must be at least 1, got " + epochs);
    }
    requireFit(samples, network);
    validation.ifPresent(held -> requireFit(held, network));
    int size = samples.size();
    int batch = Math.min(batchSize, size);
    int rest = size % batch;
    try (Team team = new Team(Math.min(threads, TrainingStep.parts(batch)));
        ParameterUpdate update =
            new ParameterUpdate(
                network, optimizer, regularization, exchange, TrainingStep.parts(batch), team);
        TrainingStep full = step(samples, batch, update, team);
        TrainingStep last = rest == 0 ? null : step(samples, rest, update, team)) {
      Run run = new Run(samples, epochs, update, full, last);
      state.ifPresentOrElse(run::resume, run::begin);
      return run.train();
    }
  }

  private TrainingStep step(Samples samples, int batch, ParameterUpdate update, Team team) {
    Supplier<Augmenter> augmenters =
        () -> augmentation.map(how -> how.augmenter(samples.inputShape())).orElse(null);
    return new TrainingStep(network, batch, loss, augmenters, seed, update, team);
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

  /** What must be the same for a training to go on from a state, by the names that messages use. */
  private Map<String, String> settings(Samples samples, int epochs) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("network", network.architecture().toString());
    settings.put("precision", network.backend().precision().toString());
    settings.put("backend", network.backend().name());
    settings.put("optimizer", optimizer.text());
    settings.put("learning rate", Numbers.text(optimizer.learningRate()));
    settings.put("schedule", schedule.text());
    settings.put("number of epochs", schedule.dependsOnEpochs() ? Integer.toString(epochs) : "any");
    settings.put("regularization", regularization.text());
    settings.put("loss", loss.text());
    settings.put("batch size", Integer.toString(batchSize));
    settings.put("shuffle", shuffle.toString());
    settings.put("seed", Long.toString(seed));
    settings.put("augmentation", augmentation.map(Augmentation::text).orElse("none"));
    settings.put("gradient exchange", exchange.isPresent() ? "yes" : "none");
    settings.put("data", Resumption.describe(samples));
    settings.put("validation data", validation.map(Resumption::describe).orElse("none"));
    settings.put("early stopping", patience.map(Object::toString).orElse("none"));
    return settings;
  }

  /** One call of {@link #train} or {@link #resume}. */
  private final class Run {

    private final Samples samples;
    private final int epochs;
    private final ParameterUpdate update;
    private final TrainingStep full;

    /** For the smaller batch at the end of an epoch; null if there is none. */
    private final TrainingStep last;

    private final Optional<EarlyStopping> stopping;
    private final int[] order;
    private final int stepsPerEpoch;
    private final List<EpochResult> results = new ArrayList<>();

    /** What the schedule goes by: the loss of each finished epoch. */
    private final List<Double> losses = new ArrayList<>();

    private int epoch = 1;
    private int done;
    private int correct;
    private double totalLoss;
    private double learningRate;
    private long learnt;
    private boolean stopRequested;
    private Map<String, String> settings;

    Run(Samples samples, int epochs, ParameterUpdate update, TrainingStep full, TrainingStep last) {
      this.samples = samples;
      this.epochs = epochs;
      this.update = update;
      this.full = full;
      this.last = last;
      this.stopping = patience.map(waiting -> new EarlyStopping(waiting, network.parameters()));
      this.order = new int[samples.size()];
      this.stepsPerEpoch = samples.size() / full.batch() + (last == null ? 0 : 1);
    }

    /** Saves the start: else who is killed before the first state is due goes on from an older one. */
    void begin() {
      checkpointer.ifPresent(keeper -> keeper.save(state()));
    }

    void resume(TrainingState state) {
      Resumption.requireSame(settings(), state.settings());
      Resumption.requireFit(
          state, order.length, full.batch(), network.parameters(), update.memory());
      TrainingState.restore(state.parameters(), network.parameters());
      update.memory().forEach((name, tensor) -> tensor.write(state.memory().get(name)));
      state.results().forEach(this::note);
      stopping.ifPresent(early -> early.resume(state));
      epoch = state.epoch();
      done = state.done();
      correct = state.correct();
      totalLoss = state.totalLoss();
    }

    TrainingResult train() {
      shuffle.order(order, seed, epoch);
      while (epoch <= epochs && !stopRequested && !isOver()) {
        step();
        if (done == order.length) {
          endEpoch();
        }
        saveIfDue();
      }
      if (done > 0) {
        requireFiniteParameters();
      }
      boolean stopped = stopRequested && epoch <= epochs && !isOver();
      Optional<TrainingState> end = checkpointer.map(keeper -> state());
      if (!stopped) {
        stopping.ifPresent(EarlyStopping::restore);
      }
      end.ifPresent(state -> checkpointer.orElseThrow().save(state));
      Optional<Integer> best = stopping.flatMap(EarlyStopping::best).map(TrainingState.Best::epoch);
      return new TrainingResult(results, learnt, stopped, best);
    }

    private boolean isOver() {
      return stopping.isPresent() && stopping.get().isOver();
    }

    /** How many batches have been learnt since training began. */
    private long steps() {
      return (long) (epoch - 1) * stepsPerEpoch + done / full.batch();
    }

    /** Learns one batch. */
    private void step() {
      TrainingStep step = order.length - done >= full.batch() ? full : last;
      long steps = steps();
      learningRate =
          optimizer.learningRate()
              * schedule.factor((double) steps / stepsPerEpoch, epochs, losses);
      step.run(samples, order, done, epoch, steps + 1, learningRate);
      int broken = step.firstBroken();
      if (broken >= 0) {
        throw divergence.ofLoss(epoch, order[done + broken], step.loss(broken));
      }
      totalLoss = step.addLosses(totalLoss);
      correct += step.correct();
      done += step.batch();
      learnt += step.batch();
      report();
    }

    /** Tells the listeners of a batch, and asks whether one of them wants to stop. */
    private void report() {
      for (int i = 0; i < listeners.size(); i++) {
        TrainingListener listener = listeners.get(i);
        listener.batchEnded(epoch, done, order.length);
        stopRequested |= listener.stopRequested();
      }
    }

    /** The same of an epoch. */
    private void report(EpochResult result) {
      for (TrainingListener listener : listeners) {
        listener.epochEnded(result);
        stopRequested |= listener.stopRequested();
      }
    }

    private void endEpoch() {
      requireFiniteParameters();
      EpochResult result =
          new EpochResult(
              epoch,
              done,
              correct,
              (double) correct / done * 100,
              totalLoss / done,
              learningRate,
              validation.map(this::validate));
      note(result);
      result
          .validation()
          .ifPresent(held -> stopping.ifPresent(early -> early.epochEnded(epoch, held.meanLoss())));
      report(result);
      epoch++;
      done = 0;
      correct = 0;
      totalLoss = 0;
      shuffle.order(order, seed, epoch);
    }

    private EpochResult.Validation validate(Samples held) {
      Evaluation evaluation = Evaluation.of(network, held, loss);
      double meanLoss = evaluation.meanLoss().orElseThrow();
      divergence.requireFiniteValidation(epoch, meanLoss);
      return new EpochResult.Validation(
          evaluation.total(), evaluation.correct(), evaluation.accuracy(), meanLoss);
    }

    private void note(EpochResult result) {
      results.add(result);
      losses.add(
          result.validation().map(EpochResult.Validation::meanLoss).orElse(result.meanLoss()));
    }

    private void saveIfDue() {
      if (checkpointer.isPresent() && checkpointer.get().isDue(steps())) {
        requireFiniteParameters();
        checkpointer.get().save(state());
      }
    }

    /** Made once, when first asked for: it looks at the data. */
    private Map<String, String> settings() {
      if (settings == null) {
        settings = Trainer.this.settings(samples, epochs);
      }
      return settings;
    }

    private TrainingState state() {
      Map<String, double[]> memory = new LinkedHashMap<>();
      update.memory().forEach((name, tensor) -> memory.put(name, tensor.toArray()));
      return new TrainingState(
          settings(),
          epoch,
          done,
          correct,
          totalLoss,
          List.copyOf(results),
          TrainingState.values(network.parameters()),
          memory,
          stopping.flatMap(EarlyStopping::best));
    }

    private void requireFiniteParameters() {
      divergence.requireFiniteParameters(epoch, done, order.length);
    }
  }

  /** Describes a {@link Trainer}. */
  public static final class Builder {

    private final Network network;
    private final Optimizer optimizer;
    private Schedule schedule = new Schedule.Constant();
    private Regularization regularization = Regularization.NONE;
    private Loss loss = new CrossEntropy();
    private int batchSize = 1;
    private Shuffle shuffle = Shuffle.NONE;
    private long seed;
    private int threads = 1;
    private Optional<Augmentation> augmentation = Optional.empty();
    private Optional<GradientExchange> exchange = Optional.empty();
    private Optional<Samples> validation = Optional.empty();
    private Optional<Integer> patience = Optional.empty();
    private Optional<Checkpointer> checkpointer = Optional.empty();
    private final List<TrainingListener> listeners = new ArrayList<>();

    private Builder(Network network, Optimizer optimizer) {
      if (network.parameters().stream().noneMatch(p -> p.role().isLearnt())) {
        throw new IllegalArgumentException(
            "the network " + network + " has no parameters to learn; add a layer that has some");
      }
      this.network = network;
      this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
    }

    /**
     * What to make small. The one that is taken unless it is set is of the probabilities that a
     * softmax gives: a network that ends with anything else needs another. Where a loss {@linkplain
     * Loss#takesLogits takes logits}, a softmax at the network's end is left out while training.
     *
     * @param loss the loss; {@link CrossEntropy} unless set
     * @return this builder
     */
    public Builder loss(Loss loss) {
      this.loss = Objects.requireNonNull(loss, "loss");
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
      this.shuffle = Objects.requireNonNull(shuffle, "shuffle");
      return this;
    }

    /**
     * How the learning rate changes.
     *
     * @param schedule the schedule; {@link Schedule.Constant} unless set
     * @return this builder
     */
    public Builder schedule(Schedule schedule) {
      this.schedule = Objects.requireNonNull(schedule, "schedule");
      return this;
    }

    /**
     * What keeps weights and steps small.
     *
     * @param regularization the regularisation; {@link Regularization#NONE} unless set
     * @return this builder
     */
    public Builder regularization(Regularization regularization) {
      this.regularization = Objects.requireNonNull(regularization, "regularization");
      return this;
    }

    /**
     * How many threads share the work. A batch of 128 samples or more is cut into at most four parts,
     * so more than four threads have nothing to do, and a batch of fewer samples has work for one. The
     * number of threads does not change what comes out. The samples, the loss and the augmentation are
     * then read by several threads.
     *
     * @param threads at least 1; 1 unless set
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder threads(int threads) {
      if (threads < 1) {
        throw new IllegalArgumentException(
            "the number of threads must be at least 1, got " + threads);
      }
      this.threads = threads;
      return this;
    }

    /**
     * How inputs change at random whenever they are learnt.
     *
     * @param augmentation the augmentation; none unless set
     * @return this builder
     */
    public Builder augmentation(Augmentation augmentation) {
      this.augmentation = Optional.of(augmentation);
      return this;
    }

    /**
     * Exchanges the gradients of every batch with other trainers.
     *
     * @param exchange the exchange; none unless set
     * @return this builder
     */
    public Builder exchange(GradientExchange exchange) {
      this.exchange = Optional.of(exchange);
      return this;
    }

    /**
     * Samples that are not learnt, but predicted after every epoch.
     *
     * @param samples of the network's input and output sizes; none unless set
     * @return this builder
     */
    public Builder validation(Samples samples) {
      this.validation = Optional.of(samples);
      return this;
    }

    /**
     * Ends training when the loss on the validation samples has not fallen for some epochs. In the
     * end, then or after the last epoch, the parameters are those of the epoch in which it was lowest.
     *
     * @param patience how many epochs, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder earlyStopping(int patience) {
      if (patience < 1) {
        throw new IllegalArgumentException(
            "the patience of early stopping must be at least 1 epoch, got " + patience);
      }
      this.patience = Optional.of(patience);
      return this;
    }

    /**
     * Who saves the state of the training, so that it can go on from there with {@link
     * Trainer#resume}. {@link Trainer#train} replaces what was saved before, at once.
     *
     * @param checkpointer who; nobody unless set
     * @return this builder
     */
    public Builder checkpointer(Checkpointer checkpointer) {
      this.checkpointer = Optional.of(checkpointer);
      return this;
    }

    /**
     * Where all chance comes from: the order of the samples, layers that need chance, and the
     * augmentation.
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
      listeners.add(Objects.requireNonNull(listener, "listener"));
      return this;
    }

    /**
     * Makes the trainer.
     *
     * @return a new trainer
     * @throws IllegalArgumentException if it shall stop early, but there are no validation samples
     */
    public Trainer build() {
      if (patience.isPresent() && validation.isEmpty()) {
        throw new IllegalArgumentException(
            "early stopping goes by the loss on validation samples, and there are none; set some");
      }
      return new Trainer(this);
    }
  }
}
