package io.ganglion.cli.training;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.option.InputOptions;
import io.ganglion.cli.option.NetworkOption;
import io.ganglion.cli.option.SavedModel;
import io.ganglion.cli.option.TrainingOptions;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Datasets;
import io.ganglion.datasets.ScaleMatch;
import io.ganglion.model.ModelDescription;
import io.ganglion.model.ModelInput;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.train.EpochResult;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingState;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The start of a training: the state in a checkpoint, the weights in a file, or new weights. The
 * weights file is opened once.
 */
final class Start implements Closeable {

  /** What to do if the weights file cannot be continued from. */
  private static final String REMEDY =
      "use --fresh to start over and replace it, or choose another --weights";

  private final TrainingFiles files;
  private final Optional<TrainingState> state;
  private final NetworkOption given;
  private final InputOptions inputs;

  /** The model that the weights file holds, if it is used. */
  private final Optional<SavedModel> saved;

  private Start(
      TrainingFiles files,
      Optional<TrainingState> state,
      NetworkOption given,
      InputOptions inputs,
      Optional<SavedModel> saved) {
    this.files = files;
    this.state = state;
    this.given = given;
    this.inputs = inputs;
    this.saved = saved;
  }

  /**
   * Starts from the checkpoint if its state is given, otherwise from the weights if there are any.
   *
   * @param files the files of the training
   * @param state the state in the checkpoint, if the training resumes from it
   * @param given the option of the network
   * @param inputs the options of the inputs
   */
  static Start open(
      TrainingFiles files,
      Optional<TrainingState> state,
      NetworkOption given,
      InputOptions inputs) {
    boolean used = files.weights().exists() && (state.isPresent() || !files.fresh());
    try {
      return new Start(
          files,
          state,
          given,
          inputs,
          used ? Optional.of(SavedModel.open(files.weights(), given, inputs)) : Optional.empty());
    } catch (IOException e) {
      throw new CommandException(e.getMessage() + "; " + remedy(state), e);
    }
  }

  private static String remedy(Optional<TrainingState> state) {
    return state.isEmpty() ? REMEDY : "choose another --weights";
  }

  /** Whether the training continues from the weights file. */
  private boolean isFromWeights() {
    return saved.isPresent() && state.isEmpty();
  }

  /** Returns datasets whose pictures are prepared as the model that is continued takes them. */
  Datasets datasets(Datasets all) {
    return isFromWeights()
        ? saved.get().datasets(all)
        : inputs.preparation().map(all::withPreparation).orElse(all);
  }

  /**
   * Makes the network to train, with the weights that training continues from, if there are any, and
   * describes the model. If the weights file exists and describes a network, it must be the given
   * one: training continues from these weights, or will replace them when it has resumed from a
   * checkpoint. A model that is continued keeps its inputs and classes; options must not contradict
   * them.
   *
   * <p>A checkpoint describes its network without the softmax at its end. If no network is given,
   * the weights that were saved when training stopped describe it.
   *
   * @param read the data to learn, as they were read
   * @param options checks the network, and has the seed of new weights
   * @throws IOException if the names of the classes cannot be read
   */
  Learner learner(Backend<?> backend, Dataset read, TrainingOptions options) throws IOException {
    Dataset dataset = inputs.transpose().upright(read);
    Optional<List<String>> names = inputs.classNames();
    ModelDescription fitted = inputs.applyTo(SavedModel.learning(dataset));
    int classes = dataset.classNames().size();
    if (fitted.classes().size() != classes) {
      throw new CommandException(
          "--classes has "
              + fitted.classes().size()
              + " names, but the data has "
              + classes
              + " classes; name each of them");
    }
    Dataset named = names.isPresent() ? dataset.withClassNames(names.get()) : dataset;
    if (saved.isEmpty()) {
      Architecture architecture = given.forData(dataset.layout().shape(), classes);
      return new Learner(
          made(backend, architecture, options),
          fitted,
          named,
          ScaleMatch.chosen(named, fitted.input()));
    }
    try {
      return learner(backend, named, fitted, options);
    } catch (IOException e) {
      throw new CommandException(e.getMessage() + "; " + remedy(state), e);
    } catch (IllegalArgumentException e) {
      throw new CommandException(files.weights() + ": " + e.getMessage() + "; " + remedy(state), e);
    }
  }

  private Learner learner(
      Backend<?> backend, Dataset dataset, ModelDescription fitted, TrainingOptions options)
      throws IOException {
    SavedModel model = saved.get();
    ModelDescription described = described(model, fitted);
    Dataset known = dataset.matching(described.input()).matching(described.classes());
    Architecture architecture =
        given.ofWeights(
            files.weights(),
            model.architecture(),
            known.layout().shape(),
            described.classes().size(),
            remedy(state));
    if (!isFromWeights()) {
      return new Learner(
          made(backend, architecture, options),
          described,
          known,
          ScaleMatch.chosen(known, described.input()));
    }
    options.check(architecture);
    ScaleMatch scaling = known.scaling(described.input(), inputs.invert());
    if (!scaling.fits()) {
      throw new CommandException(
          known.name()
              + ": "
              + String.join("; ", scaling.reasons())
              + "; to learn on would spoil "
              + files.weights()
              + ": give data like those before, or "
              + REMEDY);
    }
    return new Learner(model.network(backend, architecture), described, known, scaling);
  }

  /** What the model takes and answers: what its file says, if training continues from it. */
  private ModelDescription described(SavedModel model, ModelDescription fitted) {
    Optional<ModelDescription> held = model.description();
    if (held.isEmpty()) {
      return fitted;
    }
    ModelInput learnt = held.get().input();
    if (!isFromWeights()) {
      // The file may hold another model, which the training will replace.
      boolean same = learnt.equals(fitted.input()) && held.get().classes().equals(fitted.classes());
      return same ? held.get() : fitted;
    }
    if (inputs.changeInput() && !learnt.equals(fitted.input())) {
      throw new CommandException(
          files.weights()
              + ": has learnt "
              + learnt
              + ", not "
              + fitted.input()
              + "; leave out the options of the inputs, or "
              + REMEDY);
    }
    return held.get();
  }

  /** Makes a network with new weights. */
  private static Network made(
      Backend<?> backend, Architecture architecture, TrainingOptions options) {
    options.check(architecture);
    return Network.of(backend, new SplitMix64(options.seed()), architecture);
  }

  @Override
  public void close() throws IOException {
    if (saved.isPresent()) {
      saved.get().close();
    }
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
    return isFromWeights()
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
