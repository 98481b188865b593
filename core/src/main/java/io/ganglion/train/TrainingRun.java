package io.ganglion.train;

import io.ganglion.loss.Loss;
import io.ganglion.network.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One call of {@link Trainer#train} or {@link Trainer#resume}: the progress of training. */
final class TrainingRun {

  private final Network network;
  private final TrainingSettings settings;

  /** With the class weights. */
  private final Loss loss;

  private final Optional<Checkpointer> checkpointer;
  private final List<TrainingListener> listeners;
  private final Samples samples;
  private final int epochs;
  private final ParameterUpdate update;
  private final TrainingStep full;

  /** For the smaller batch at the end of an epoch; null if there is none. */
  private final TrainingStep last;

  private final Optional<EarlyStopping> stopping;
  private final DivergenceCheck divergence;
  private final LearningCheck learning;
  private final int[] order;
  private final int stepsPerEpoch;
  private final List<EpochResult> results = new ArrayList<>();

  /** The loss of each finished epoch, for the schedule. */
  private final List<Double> losses = new ArrayList<>();

  private int epoch = 1;
  private int done;

  /** Whether every target of the epoch so far names a class. */
  private boolean classes = true;

  private int correct;
  private double totalLoss;
  private double learningRate;
  private long learnt;
  private boolean stopRequested;
  private boolean interrupted;

  /** Made once, when first needed, since it reads the samples. */
  private Map<String, String> description;

  /**
   * Prepares a run.
   *
   * @param last for the smaller batch at the end of an epoch; null if there is none
   */
  TrainingRun(
      Network network,
      TrainingSettings settings,
      Loss loss,
      Optional<Checkpointer> checkpointer,
      List<TrainingListener> listeners,
      DivergenceCheck divergence,
      Samples samples,
      int epochs,
      ParameterUpdate update,
      TrainingStep full,
      TrainingStep last) {
    this.network = network;
    this.settings = settings;
    this.loss = loss;
    this.checkpointer = checkpointer;
    this.listeners = listeners;
    this.samples = samples;
    this.epochs = epochs;
    this.update = update;
    this.full = full;
    this.last = last;
    this.stopping = settings.patience().map(patience -> new EarlyStopping(patience, network));
    this.divergence = divergence;
    this.order = new int[samples.size()];
    this.stepsPerEpoch = samples.size() / full.batch() + (last == null ? 0 : 1);
    this.learning =
        new LearningCheck(
            network, samples, loss, settings.optimizer().learningRate(), stepsPerEpoch, epochs);
  }

  /**
   * Saves the initial state: a training that is killed before its first checkpoint is due would
   * otherwise be resumed from an older one.
   */
  void begin() {
    checkpointer.ifPresent(keeper -> keeper.save(state()));
  }

  /**
   * Restores the state of a saved training.
   *
   * @throws IllegalArgumentException if it is of another training; nothing is changed then
   */
  void resume(TrainingState state) {
    Resumption.requireSame(description(), state.settings());
    Resumption.requireFit(state, order.length, full.batch(), network.parameters(), update.memory());
    network.set(state.parameters());
    update.memory().forEach((name, tensor) -> tensor.write(state.memory().get(name)));
    state.results().forEach(this::note);
    stopping.ifPresent(early -> early.resume(state));
    epoch = state.epoch();
    done = state.done();
    classes = state.correct().isPresent();
    correct = state.correct().orElse(0);
    totalLoss = state.totalLoss();
  }

  /** Trains to the end, or until a listener or an interrupt stops it. */
  TrainingResult train() {
    try {
      return learn();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private TrainingResult learn() {
    settings.shuffle().order(order, settings.seed(), epoch);
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
    Optional<LearningProblem> problem = stopped ? Optional.empty() : learning.atEnd(results);
    return new TrainingResult(results, learnt, stopped, best, problem);
  }

  private boolean isOver() {
    return stopping.isPresent() && stopping.get().isOver();
  }

  /** The number of batches learnt since training began. */
  private long steps() {
    return (long) (epoch - 1) * stepsPerEpoch + done / full.batch();
  }

  /** Learns one batch. */
  private void step() {
    TrainingStep step = order.length - done >= full.batch() ? full : last;
    long steps = steps();
    learningRate =
        settings.optimizer().learningRate()
            * settings.schedule().factor((double) steps / stepsPerEpoch, epochs, losses);
    step.run(samples, order, done, epoch, steps + 1, learningRate);
    int nonFinite = step.firstNonFinite();
    if (nonFinite >= 0) {
      throw divergence.ofLoss(epoch, order[done + nonFinite], step.loss(nonFinite));
    }
    totalLoss = step.addLosses(totalLoss);
    classes &= step.hasClasses();
    correct += step.correct();
    done += step.batch();
    learnt += step.batch();
    report();
  }

  /** Notifies the listeners of a batch, and checks whether one of them requests a stop. */
  private void report() {
    for (int i = 0; i < listeners.size(); i++) {
      TrainingListener listener = listeners.get(i);
      listener.batchEnded(epoch, done, order.length);
      stopRequested |= listener.stopRequested();
    }
    noteInterrupt();
  }

  /**
   * Stops training if the thread is interrupted. It is interrupted again at the end: until then, an
   * interrupted thread could not save, for instance.
   */
  private void noteInterrupt() {
    if (Thread.interrupted()) {
      interrupted = true;
      stopRequested = true;
    }
  }

  /** The same for an epoch. */
  private void report(EpochResult result) {
    for (TrainingListener listener : listeners) {
      listener.epochEnded(result);
      stopRequested |= listener.stopRequested();
    }
    noteInterrupt();
  }

  private void endEpoch() {
    requireFiniteParameters();
    EpochResult result =
        new EpochResult(
            epoch,
            done,
            correct(),
            classes ? OptionalDouble.of((double) correct / done * 100) : OptionalDouble.empty(),
            totalLoss / done,
            learningRate,
            settings.validation().map(this::validate));
    note(result);
    result
        .validation()
        .ifPresent(held -> stopping.ifPresent(early -> early.epochEnded(epoch, held.meanLoss())));
    report(result);
    if (epoch < epochs && !stopRequested && !isOver()) {
      learning
          .duringTraining(results)
          .ifPresent(problem -> listeners.forEach(listener -> listener.problemFound(problem)));
    }
    epoch++;
    done = 0;
    classes = true;
    correct = 0;
    totalLoss = 0;
    settings.shuffle().order(order, settings.seed(), epoch);
  }

  private OptionalInt correct() {
    return classes ? OptionalInt.of(correct) : OptionalInt.empty();
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
    losses.add(result.validation().map(EpochResult.Validation::meanLoss).orElse(result.meanLoss()));
  }

  private void saveIfDue() {
    if (checkpointer.isPresent() && checkpointer.get().isDue(steps())) {
      requireFiniteParameters();
      checkpointer.get().save(state());
    }
  }

  private Map<String, String> description() {
    if (description == null) {
      description = settings.describe(network, samples, epochs);
    }
    return description;
  }

  private TrainingState state() {
    Map<String, double[]> memory = new LinkedHashMap<>();
    update.memory().forEach((name, tensor) -> memory.put(name, tensor.toArray()));
    return new TrainingState(
        description(),
        epoch,
        done,
        correct(),
        totalLoss,
        List.copyOf(results),
        network.values(),
        memory,
        stopping.flatMap(EarlyStopping::best));
  }

  private void requireFiniteParameters() {
    divergence.requireFiniteParameters(epoch, done, order.length);
  }
}
