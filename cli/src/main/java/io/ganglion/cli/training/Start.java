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
 * What a training starts from: the state in a checkpoint, the weights in a file, or fresh weights.
 *
 * @param files where they are
 * @param state the state in the checkpoint, if it goes on from there
 * @param fromWeights whether it goes on from the weights
 */
record Start(TrainingFiles files, Optional<TrainingState> state, boolean fromWeights) {

  /** What to do where the weights' file holds something else. */
  private static final String ELSE =
      "--fresh starts anew and replaces it, --weights names another file";

  /** From the checkpoint if its state is given, else from the weights if there are some to use. */
  static Start of(TrainingFiles files, Optional<TrainingState> state) {
    return new Start(files, state, state.isEmpty() && files.weights().exists() && !files.fresh());
  }

  /**
   * The network of the weights that training goes on from, or will replace at the end of what goes on
   * from a checkpoint: if the file says which it is, it must be the given one.
   *
   * <p>A checkpoint describes its network without the softmax at its end. Where nobody names one, the
   * weights that were saved when training stopped do.
   */
  Architecture architecture(NetworkOption network, Dataset dataset) {
    Shape input = dataset.samples().inputShape();
    int classes = dataset.classNames().size();
    if (fromWeights) {
      return ofWeights(network, input, classes, ELSE);
    }
    return state.isPresent() && files.weights().exists()
        ? ofWeights(network, input, classes, "name another file with --weights")
        : network.forData(input, classes);
  }

  private Architecture ofWeights(NetworkOption network, Shape input, int classes, String remedy) {
    try {
      return network.ofWeights(files.weights(), input, classes, remedy);
    } catch (IOException e) {
      throw new CommandException(e.getMessage() + "; " + remedy, e);
    }
  }

  /** Loads the weights into the network, if it goes on from them. */
  void load(Network network) {
    if (!fromWeights) {
      return;
    }
    try {
      files.weights().load(network);
    } catch (IOException e) {
      throw new CommandException(e.getMessage() + "; " + ELSE, e);
    }
  }

  /** Trains, or goes on from the state. */
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

  /** What a banner says. */
  String describe(TrainingOptions options) {
    if (state.isPresent()) {
      String where =
          state.get().isOver(options.epochs(), options.patience())
              ? "nothing is left to learn"
              : "epoch %d, sample %d".formatted(state.get().epoch(), state.get().done() + 1);
      return "go on from %s: %s".formatted(files.checkpoint().file().orElseThrow(), where);
    }
    return fromWeights
        ? "go on from " + files.weights()
        : "fresh, to be saved in " + files.weights();
  }
}
