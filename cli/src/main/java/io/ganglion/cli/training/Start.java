package io.ganglion.cli.training;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.option.NetworkOption;
import io.ganglion.cli.option.TrainingOptions;
import io.ganglion.datasets.Dataset;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.tensor.Shape;
import io.ganglion.train.EpochResult;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.util.List;
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
   * The network to train. If the weights file exists and describes a network, it must be the given
   * one: training continues from these weights, or will replace them when it has resumed from a
   * checkpoint.
   *
   * <p>A checkpoint describes its network without the softmax at its end. If no network is given,
   * the weights that were saved when training stopped describe it.
   */
  Architecture architecture(NetworkOption network, Dataset dataset) {
    Shape input = dataset.samples().inputShape();
    int classes = dataset.classNames().size();
    if (fromWeights) {
      return ofWeights(network, input, classes, REMEDY);
    }
    return state.isPresent() && files.weights().exists()
        ? ofWeights(network, input, classes, "choose another --weights")
        : network.forData(input, classes);
  }

  private Architecture ofWeights(NetworkOption network, Shape input, int classes, String remedy) {
    try {
      return network.ofWeights(files.weights(), input, classes, remedy);
    } catch (IOException e) {
      throw new CommandException(e.getMessage() + "; " + remedy, e);
    }
  }

  /** Loads the weights into the network, if training continues from them. */
  void load(Network network) {
    if (!fromWeights) {
      return;
    }
    try {
      files.weights().load(network);
    } catch (IOException e) {
      throw new CommandException(e.getMessage() + "; " + REMEDY, e);
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
      throw new CommandException(
          files.checkpoint().file().orElseThrow() + ": " + e.getMessage(), e);
    }
  }

  /** The results of the epochs before the checkpoint. */
  List<EpochResult> results() {
    return state.map(TrainingState::results).orElse(List.of());
  }

  /** Describes the start for a banner. */
  String describe(TrainingOptions options) {
    if (state.isPresent()) {
      String where =
          state.get().isOver(options.epochs(), options.patience())
              ? "training is already complete"
              : "epoch %d, sample %d".formatted(state.get().epoch(), state.get().done() + 1);
      return "continue from %s: %s".formatted(files.checkpoint().file().orElseThrow(), where);
    }
    return fromWeights
        ? "continue from " + files.weights()
        : "new, to be saved in " + files.weights();
  }
}
