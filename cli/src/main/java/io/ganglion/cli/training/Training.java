package io.ganglion.cli.training;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.file.History;
import io.ganglion.cli.file.SharedFile;
import io.ganglion.cli.file.SideFile;
import io.ganglion.cli.option.InputOptions;
import io.ganglion.cli.option.NetworkOption;
import io.ganglion.cli.option.TrainingOptions;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.model.ModelDescription;
import io.ganglion.spi.Backend;
import io.ganglion.train.DivergenceException;
import io.ganglion.train.Holdout;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.util.Optional;

/** One training: trains a network on data, and saves its weights. */
public final class Training {

  private final TrainingOptions options;
  private final TrainingFiles files;
  private final Terminal terminal;
  private final StopSignal stop;
  private final boolean quiet;
  private final TrainingReport report;
  private final SideFile keptState;
  private final SideFile keptHistory;

  /**
   * Prepares a training.
   *
   * @param options how to train
   * @param files the files to read and write
   * @param terminal where it prints
   * @param stop asks it to stop
   * @param quiet whether to print results and errors only
   */
  public Training(
      TrainingOptions options,
      TrainingFiles files,
      Terminal terminal,
      StopSignal stop,
      boolean quiet) {
    this.options = options;
    this.files = files;
    this.terminal = terminal;
    this.stop = stop;
    this.quiet = quiet;
    this.report = new TrainingReport(terminal, quiet);
    this.keptState = new SideFile(terminal);
    this.keptHistory = new SideFile(terminal);
  }

  /** Opens the data to learn. */
  @FunctionalInterface
  public interface Data {

    /** Opens them among datasets that prepare pictures as the model takes them. */
    Dataset open(Datasets datasets) throws IOException;
  }

  /**
   * Trains a network and saves its weights.
   *
   * @param backend the backend to train on
   * @param datasets opens the data to learn
   * @param data which data to learn
   * @param hint a hint for the user about the data, if there is one
   * @param network the network, unless the weights file describes it
   * @param inputs how raw values become inputs, and what the classes are called
   * @param state the state to resume from, if there is one
   * @return the exit status
   * @throws IOException if a file cannot be written
   */
  public int run(
      Backend<?> backend,
      Datasets datasets,
      Data data,
      Optional<String> hint,
      NetworkOption network,
      InputOptions inputs,
      Optional<TrainingState> state)
      throws IOException {
    SharedFile weights = new SharedFile(files.weights().path(), "weights", terminal);
    Start start;
    Dataset read;
    Learner learner;
    try (Start opened = Start.open(files, state, network, inputs)) {
      read = data.open(opened.datasets(datasets));
      options.check(read);
      start = opened;
      learner = opened.learner(backend, read, options);
    }
    try (learner) {
      Samples samples = learner.samples();
      Optional<Holdout> holdout = options.holdout(samples);
      Samples learnt = holdout.map(Holdout::training).orElse(samples);
      start.check(builder(learner, holdout).build(), learnt, options.epochs());
      ModelDescription trained = learner.trained(read, options, learnt.size());
      report.begins(learner, holdout, options, start);
      hint.ifPresent(report::note);
      return train(learner, learnt, holdout, start, weights, trained);
    }
  }

  private int train(
      Learner learner,
      Samples samples,
      Optional<Holdout> holdout,
      Start start,
      SharedFile weights,
      ModelDescription described)
      throws IOException {
    stop.listen();
    long began = System.nanoTime();
    TrainingResult result;
    try (TrainingProgress progress =
        new TrainingProgress(terminal, stop, options.epochs(), quiet)) {
      Trainer trainer = trainer(learner, holdout, progress, start);
      result = start.train(trainer, samples, options.epochs());
    } catch (DivergenceException e) {
      throw new CommandException(e.getMessage() + "; " + files.afterFailure(), e);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    ModelDescription trained =
        result.samples() == 0 && learner.description().provenance().isPresent()
            ? learner.description()
            : described.withCalibration(learner.calibration(holdout.map(Holdout::validation)));
    weights.write(() -> files.weights().save(learner.network(), trained).ifPresent(report::note));
    report.ended(result, seconds, files);
    keptState.requireWhole();
    keptHistory.requireWhole();
    if (result.stopped()) {
      return ExitStatus.STOPPED;
    }
    return result.problem().isPresent() ? ExitStatus.NOT_LEARNT : ExitStatus.DONE;
  }

  private Trainer trainer(
      Learner learner, Optional<Holdout> holdout, TrainingProgress progress, Start start) {
    Trainer.Builder trainer = builder(learner, holdout).listener(progress);
    files.checkpoint().checkpointer(keptState, terminal).ifPresent(trainer::checkpointer);
    files
        .history()
        .map(file -> new History(file, keptHistory, start.results()))
        .ifPresent(trainer::listener);
    return trainer.build();
  }

  /** Makes a trainer that reads and writes no files. */
  private Trainer.Builder builder(Learner learner, Optional<Holdout> holdout) {
    Trainer.Builder trainer = options.trainer(learner.network(), learner.dataset().classNames());
    holdout.map(Holdout::validation).ifPresent(trainer::validation);
    return trainer;
  }
}
