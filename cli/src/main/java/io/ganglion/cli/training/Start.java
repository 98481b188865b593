package io.ganglion.cli.training;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.option.InputOptions;
import io.ganglion.cli.option.NetworkOption;
import io.ganglion.cli.option.TrainingOptions;
import io.ganglion.datasets.Dataset;
import io.ganglion.formats.SavedWeights;
import io.ganglion.model.Model;
import io.ganglion.model.ModelDescription;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import io.ganglion.train.EpochResult;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The start of a training: the state in a checkpoint, the weights in a file, or new weights.
 *
 * @param files the files of the training
 * @param state the state in the checkpoint, if the training resumes from it
 * @param fromWeights whether the training continues from the weights file
 */
record Start(TrainingFiles files, Optional<TrainingState> state, boolean fromWeights) {

  /** What to do if the weights file cannot be continued from. */
  private static final String REMEDY =
      "use --fresh to start over and replace it, or choose another --weights";

  /**
   * Starts from the checkpoint if its state is given, otherwise from the weights if there are any.
   */
  static Start of(TrainingFiles files, Optional<TrainingState> state) {
    return new Start(files, state, state.isEmpty() && files.weights().exists() && !files.fresh());
  }

  /**
   * Makes the network to train, with the weights that training continues from, if there are any, and
   * describes the model. If the weights file exists and describes a network, it must be the given
   * one: training continues from these weights, or will replace them when it has resumed from a
   * checkpoint. A model that is continued keeps its inputs and classes, unless options change them.
   *
   * <p>A checkpoint describes its network without the softmax at its end. If no network is given,
   * the weights that were saved when training stopped describe it.
   *
   * @param dataset the data to learn
   * @param inputs the options of the inputs
   * @param options checks the network, and has the seed of new weights
   * @throws IOException if the names of the classes cannot be read
   */
  Learner learner(
      Backend<?> backend,
      NetworkOption given,
      Dataset dataset,
      InputOptions inputs,
      TrainingOptions options)
      throws IOException {
    Shape input = dataset.layout().shape();
    int classes = dataset.classNames().size();
    if (!fromWeights && (state.isEmpty() || !files.weights().exists())) {
      ModelDescription fitted =
          inputs.applyTo(ModelDescription.of(dataset.input(), dataset.classNames()));
      return new Learner(made(backend, given.forData(input, classes), options), fitted, dataset);
    }
    String remedy = fromWeights ? REMEDY : "choose another --weights";
    try (SavedWeights saved = files.weights().open()) {
      Optional<ModelDescription> held = Model.description(saved, files.weights().path());
      Dataset known = held.isPresent() ? dataset.matching(held.get().classes()) : dataset;
      ModelDescription described =
          inputs.applyTo(
              held.orElseGet(() -> ModelDescription.of(dataset.input(), dataset.classNames())));
      Architecture architecture =
          given.ofWeights(
              files.weights(), saved.architecture(), input, known.classNames().size(), remedy);
      if (!fromWeights) {
        return new Learner(made(backend, architecture, options), described, known);
      }
      options.check(architecture);
      return new Learner(saved.network(backend, architecture), described, known);
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandException(e.getMessage() + "; " + remedy, e);
    }
  }

  /** Makes a network with new weights. */
  private static Network made(
      Backend<?> backend, Architecture architecture, TrainingOptions options) {
    options.check(architecture);
    return Network.of(backend, new SplitMix64(options.seed()), architecture);
  }

  /** Trains, or resumes from the state. */
  TrainingResult train(Trainer trainer, Samples samples, int epochs) {
    if (state.isEmpty()) {
      return trainer.train(samples, epochs);
    }
    try {
      return trainer.resume(state.get(), samples, epochs);
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  /** Refuses the checkpoint of another training. */
  void check(Trainer trainer, Samples samples, int epochs) {
    try {
      state.ifPresent(saved -> trainer.requireSameTraining(saved, samples, epochs));
    } catch (IllegalArgumentException e) {
      throw refused(e);
    }
  }

  private CommandException refused(IllegalArgumentException reason) {
    return new CommandException(
        files.checkpoint().file().orElseThrow() + ": " + reason.getMessage(), reason);
  }

  /** The results of the epochs before the checkpoint. */
  List<EpochResult> results() {
    return state.map(TrainingState::results).orElse(List.of());
  }

  /** Describes the start for a banner. */
  String describe(TrainingOptions options) {
    if (state.isPresent()) {
      return String.format(
          Locale.ROOT,
          "continue from %s: %s",
          files.checkpoint().file().orElseThrow(),
          where(state.get(), options));
    }
    return fromWeights
        ? "continue from " + files.weights()
        : "new, to be saved in " + files.weights();
  }

  private static String where(TrainingState state, TrainingOptions options) {
    int epochs = state.results().size();
    if (epochs >= options.epochs()) {
      return String.format(
          Locale.ROOT, "already has %d epoch%s; nothing to train", epochs, epochs == 1 ? "" : "s");
    }
    return state.isOver(options.epochs(), options.patience())
        ? "has stopped early; nothing to train"
        : String.format(Locale.ROOT, "epoch %d, sample %d", state.epoch(), state.done() + 1);
  }
}
