package io.ganglion.train;

import io.ganglion.loss.CrossEntropy;
import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import io.ganglion.network.Reservation;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Trains a network on samples, one sample or one mini-batch at a time.
 *
 * <p>For each batch, in the order of {@link Shuffle}, it predicts, computes the loss, propagates
 * the gradient of the batch's mean loss backward, and lets the {@link Optimizer} update the
 * parameters. If the number of samples is not a multiple of the batch size, an epoch's last batch
 * is smaller.
 *
 * <p>With the {@code java} backend, the same seed gives the same bits on every machine, with any
 * number of threads, and also if training is stopped and resumed from a {@link TrainingState}.
 *
 * <p>While it trains, the network is {@linkplain Network#reserve reserved}: other threads that want
 * to predict with it, save or close it, or train it with this trainer or another, are refused with
 * an {@link IllegalStateException}. Listeners run in the thread that trains, and may predict and
 * save between two batches.
 *
 * <p>Interrupting that thread ends training like a {@linkplain TrainingListener#stopRequested
 * listener}, at the end of the batch or of the validation that is running: with the last checkpoint
 * saved, the result {@linkplain TrainingResult#stopped stopped}, and the thread still interrupted.
 */
public final class Trainer {

  /** Without its final softmax, if the loss contains it. */
  private final Network network;

  private final TrainingSettings settings;
  private final int threads;
  private final Optional<Checkpointer> checkpointer;
  private final List<TrainingListener> listeners;
  private final DivergenceCheck divergence;

  private Trainer(Builder builder, TrainingSettings settings) {
    this.network =
        LossFit.leavesOutSoftmax(settings.loss()) ? builder.network.logits() : builder.network;
    this.settings = settings;
    this.threads = builder.threads;
    this.checkpointer = builder.checkpointer;
    this.listeners = List.copyOf(builder.listeners);
    this.divergence = new DivergenceCheck(network);
  }

  /**
   * Makes a builder. By default, a trainer uses cross-entropy, one sample at a time, in the
   * samples' own order, on one thread.
   *
   * @param network the network to train; it must have parameters to learn
   * @param optimizer the optimizer, for example {@code new Sgd(0.000125)}
   * @return a builder
   * @throws IllegalArgumentException if the network has nothing to learn
   */
  public static Builder of(Network network, Optimizer optimizer) {
    return new Builder(network, optimizer);
  }

  /**
   * Trains for a number of epochs.
   *
   * @param samples the samples to learn, of the network's input and output sizes
   * @param epochs number of passes over all samples, at least 1
   * @return the results
   * @throws IllegalArgumentException if the samples do not {@linkplain Samples#requireFit fit the
   *     network} or the class weights
   * @throws DivergenceException if a loss or a parameter becomes NaN or infinite
   * @throws IllegalStateException if the network is being trained, or closed, or a layer hands over
   *     gradients in another way than {@link io.ganglion.layer.Gradients} demands
   */
  public TrainingResult train(Samples samples, int epochs) {
    return train(samples, epochs, Optional.empty());
  }

  /**
   * Resumes a training that was stopped, until it has the given number of epochs. With the same
   * samples and settings, it ends with the same bits as without the interruption. The state
   * replaces the network's own values.
   *
   * @param state the state of that training
   * @param samples the same samples as before
   * @param epochs number of passes over all samples, including those before the stop, at least 1
   * @return the results, from the first epoch on
   * @throws IllegalArgumentException if the state is of a training with other settings or another
   *     network, or the samples do not fit; nothing is changed then
   * @throws DivergenceException if a loss or a parameter becomes NaN or infinite
   * @throws IllegalStateException if the network is being trained, or closed, or a layer hands over
   *     gradients in another way than {@link io.ganglion.layer.Gradients} demands
   */
  public TrainingResult resume(TrainingState state, Samples samples, int epochs) {
    return train(samples, epochs, Optional.of(state));
  }

  /**
   * Refuses the state of a training with other settings, as {@link #resume} would, so that a program
   * can say so before anything is trained. Changes nothing.
   *
   * @param state the state of a saved training
   * @param samples the samples that it is to be resumed with
   * @param epochs the total number of epochs
   * @throws IllegalArgumentException if the state is of a training with other settings
   */
  public void requireSameTraining(TrainingState state, Samples samples, int epochs) {
    Resumption.requireSame(settings.describe(network, samples, epochs), state.settings());
  }

  private TrainingResult train(Samples samples, int epochs, Optional<TrainingState> state) {
    requirePositive("number of epochs", epochs);
    samples.requireFit(network);
    settings.validation().ifPresent(held -> held.requireFit(network));
    Reservation reservation = network.reserve();
    try {
      return trainReserved(samples, epochs, state);
    } finally {
      reservation.close();
    }
  }

  private static void requirePositive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException("the " + what + " must be at least 1, got " + number);
    }
  }

  private TrainingResult trainReserved(Samples samples, int epochs, Optional<TrainingState> state) {
    Loss loss = settings.weightedLoss(samples);
    int batch = Math.min(settings.batchSize(), samples.size());
    int rest = samples.size() % batch;
    int parts = TrainingStep.parts(batch);
    try (Team team = new Team(Math.min(threads, parts));
        ParameterUpdate update = new ParameterUpdate(network, settings, parts, team);
        TrainingStep full = step(samples, loss, batch, update, team);
        TrainingStep last = rest == 0 ? null : step(samples, loss, rest, update, team)) {
      TrainingRun run =
          new TrainingRun(
              network,
              settings,
              loss,
              checkpointer,
              listeners,
              divergence,
              samples,
              epochs,
              update,
              full,
              last);
      state.ifPresentOrElse(run::resume, run::begin);
      return run.train();
    }
  }

  private TrainingStep step(
      Samples samples, Loss loss, int batch, ParameterUpdate update, Team team) {
    Supplier<Augmenter> augmenters =
        () -> settings.augmentation().map(how -> how.augmenter(samples.inputShape())).orElse(null);
    return new TrainingStep(network, batch, loss, augmenters, settings.seed(), update, team);
  }

  /** Describes a {@link Trainer}. */
  public static final class Builder {

    private final Network network;
    private final Optimizer optimizer;
    private Schedule schedule = new Schedule.Constant();
    private Regularization regularization = Regularization.NONE;
    private Loss loss = new CrossEntropy();
    private Optional<ClassWeights> classWeights = Optional.empty();
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
     * The loss to minimise. The default one takes the probabilities of a softmax: a network that
     * ends with anything else needs another. If the loss {@linkplain Loss#takes takes logits}, the
     * network's final softmax is left out in training.
     *
     * @param loss the loss; {@link CrossEntropy} by default
     * @return this builder
     */
    public Builder loss(Loss loss) {
      this.loss = Objects.requireNonNull(loss, "loss");
      return this;
    }

    /**
     * How much each class counts. The targets must name classes.
     *
     * @param weights the weights; all classes count the same by default
     * @return this builder
     */
    public Builder classWeights(ClassWeights weights) {
      this.classWeights = Optional.of(weights);
      return this;
    }

    /**
     * The number of samples in a batch.
     *
     * @param batchSize at least 1; 1 by default
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder batchSize(int batchSize) {
      requirePositive("batch size", batchSize);
      this.batchSize = batchSize;
      return this;
    }

    /**
     * The order of the samples.
     *
     * @param shuffle the order; {@link Shuffle#NONE} by default
     * @return this builder
     */
    public Builder shuffle(Shuffle shuffle) {
      this.shuffle = Objects.requireNonNull(shuffle, "shuffle");
      return this;
    }

    /**
     * The schedule of the learning rate.
     *
     * @param schedule the schedule; {@link Schedule.Constant} by default
     * @return this builder
     */
    public Builder schedule(Schedule schedule) {
      this.schedule = Objects.requireNonNull(schedule, "schedule");
      return this;
    }

    /**
     * The regularisation, which keeps weights and steps small.
     *
     * @param regularization the regularisation; {@link Regularization#NONE} by default
     * @return this builder
     */
    public Builder regularization(Regularization regularization) {
      this.regularization = Objects.requireNonNull(regularization, "regularization");
      return this;
    }

    /**
     * The number of threads. A batch of 128 samples or more is cut into two to four parts, so that
     * more than four threads have nothing to do; a smaller batch has work for one thread. The
     * number of threads does not change the result. With several threads, all of them use the
     * samples, the loss and the augmentation.
     *
     * @param threads at least 1; 1 by default
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder threads(int threads) {
      requirePositive("number of threads", threads);
      this.threads = threads;
      return this;
    }

    /**
     * The random changes to inputs, each time they are learnt.
     *
     * @param augmentation the augmentation; none by default
     * @return this builder
     */
    public Builder augmentation(Augmentation augmentation) {
      this.augmentation = Optional.of(augmentation);
      return this;
    }

    /**
     * Exchanges the gradients of every batch with other trainers.
     *
     * @param exchange the exchange; none by default
     * @return this builder
     */
    public Builder exchange(GradientExchange exchange) {
      this.exchange = Optional.of(exchange);
      return this;
    }

    /**
     * The validation samples, which are not learnt, but evaluated after every epoch.
     *
     * @param samples of the network's input and output sizes; none by default
     * @return this builder
     */
    public Builder validation(Samples samples) {
      this.validation = Optional.of(samples);
      return this;
    }

    /**
     * Ends training when the loss on the validation samples has not fallen for some epochs. Whether
     * it ends then or after the last epoch, the parameters of the epoch with the lowest loss are
     * restored.
     *
     * @param patience number of epochs, at least 1
     * @return this builder
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder earlyStopping(int patience) {
      requirePositive("patience of early stopping", patience);
      this.patience = Optional.of(patience);
      return this;
    }

    /**
     * Saves checkpoints, from which {@link Trainer#resume} continues. {@link Trainer#train}
     * replaces an earlier one at once.
     *
     * @param checkpointer the checkpointer; none by default
     * @return this builder
     */
    public Builder checkpointer(Checkpointer checkpointer) {
      this.checkpointer = Optional.of(checkpointer);
      return this;
    }

    /**
     * The seed of all randomness: the order of the samples, layers such as dropout, and the
     * augmentation.
     *
     * @param seed any number; 0 by default
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Adds a listener, which observes training and may stop it.
     *
     * @param listener the listener
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
     * @throws IllegalArgumentException if early stopping is set, but there are no validation
     *     samples, or the network does not give the predictions that the loss {@linkplain Loss#takes
     *     takes}
     */
    public Trainer build() {
      if (patience.isPresent() && validation.isEmpty()) {
        throw new IllegalArgumentException(
            "early stopping needs validation samples, and there are none; set some");
      }
      LossFit.require(loss, network.architecture());
      return new Trainer(
          this,
          new TrainingSettings(
              optimizer,
              schedule,
              regularization,
              loss,
              classWeights,
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
