package io.ganglion.train;

import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Schedule;
import java.util.ArrayList;
import java.util.List;
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

  private final TrainingSettings settings;
  private final int threads;
  private final Optional<Checkpointer> checkpointer;
  private final List<TrainingListener> listeners;

  private Trainer(Builder builder, TrainingSettings settings) {
    this.network = settings.loss().takesLogits() ? builder.network.logits() : builder.network;
    this.settings = settings;
    this.threads = builder.threads;
    this.checkpointer = builder.checkpointer;
    this.listeners = List.copyOf(builder.listeners);
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
    samples.requireFit(network);
    settings.validation().ifPresent(held -> held.requireFit(network));
    int batch = Math.min(settings.batchSize(), samples.size());
    int rest = samples.size() % batch;
    int parts = TrainingStep.parts(batch);
    try (Team team = new Team(Math.min(threads, parts));
        ParameterUpdate update =
            new ParameterUpdate(
                network,
                settings.optimizer(),
                settings.regularization(),
                settings.exchange(),
                parts,
                team);
        TrainingStep full = step(samples, batch, update, team);
        TrainingStep last = rest == 0 ? null : step(samples, rest, update, team)) {
      TrainingRun run =
          new TrainingRun(
              network, settings, checkpointer, listeners, samples, epochs, update, full, last);
      state.ifPresentOrElse(run::resume, run::begin);
      return run.train();
    }
  }

  private TrainingStep step(Samples samples, int batch, ParameterUpdate update, Team team) {
    Supplier<Augmenter> augmenters =
        () -> settings.augmentation().map(how -> how.augmenter(samples.inputShape())).orElse(null);
    return new TrainingStep(
        network, batch, settings.loss(), augmenters, settings.seed(), update, team);
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
      return new Trainer(
          this,
          new TrainingSettings(
              optimizer,
              schedule,
              regularization,
              loss,
              batchSize,
              shuffle,
              seed,
              augmentation,
              exchange,
              validation,
              patience));
    }
  }
}
