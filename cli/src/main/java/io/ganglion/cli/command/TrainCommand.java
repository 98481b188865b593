package io.ganglion.cli.command;

import io.ganglion.cli.option.BackendOptions;
import io.ganglion.cli.option.CheckpointOptions;
import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.InputOptions;
import io.ganglion.cli.option.NetworkOption;
import io.ganglion.cli.option.TrainingOptions;
import io.ganglion.cli.option.WeightsOption;
import io.ganglion.cli.training.Training;
import io.ganglion.cli.training.TrainingFiles;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.spi.Backend;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ganglion train}. */
@Command(
    name = "train",
    description = {
      "Trains a network and saves its weights.",
      "",
      "Prints one line per epoch: epoch, accuracy in percent and mean loss, separated by tabs and"
          + " measured during training; with --validate, also accuracy and loss of the held-out"
          + " samples. Continues from the weights file if it exists. Ctrl-C saves the weights and"
          + " stops.",
      "",
      "If the network does not learn, it is saved all the same, a warning names the likely causes,"
          + " and the exit status is 3."
    },
    footer = {
      "",
      "Example: train on MNIST for fifteen epochs, then for one more with EJML; train the better"
          + " network of a preset; train a network of your own.",
      "  ${ROOT-COMMAND-NAME} train --data mnist",
      "  ${ROOT-COMMAND-NAME} train --data mnist --epochs 1 --backend ejml",
      "  ${ROOT-COMMAND-NAME} train --data mnist --preset mlp",
      "  ${ROOT-COMMAND-NAME} train --network 'linear 64, tanh, linear classes, softmax' \\",
      "      --weights small.npz --optimizer adam --learning-rate 0.001 \\",
      "      --validate 0.1 --early-stop 3"
    })
final class TrainCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private InputOptions inputs;
  @Mixin private NetworkOption network;
  @Mixin private BackendOptions backend;

  @Mixin private TrainingOptions training;
  @Mixin private WeightsOption weights;

  @Option(
      names = "--fresh",
      description =
          "Start from new weights even if the weights file exists; the file is then replaced, if it"
              + " holds weights.")
  private boolean fresh;

  @Mixin private CheckpointOptions checkpoint;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "Write one line per epoch to this file, ending in .csv or .jsonl; the lines of an earlier"
              + " training are kept only with --resume (default: none).")
  private Path history;

  @Option(names = "--quiet", description = "Print only results and errors.")
  private boolean quiet;

  private final Session session;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    TrainingFiles files =
        new TrainingFiles(
            weights.toTrain(isOriginal()), fresh, checkpoint, Optional.ofNullable(history));
    training.check();
    files.check(data.file());
    Backend<?> chosen = backend.create();
    Optional<TrainingState> state = checkpoint.state();
    DataFolder folder = session.dataFolder();
    Training.Data learnt =
        datasets -> datasets.open(data.where(folder), Split.TRAIN, training.limit());
    return new Training(training, files, session.terminal(), session.stop(), quiet)
        .run(
            chosen,
            DataOptions.datasets(folder),
            learnt,
            data.hint(folder),
            network,
            inputs,
            state);
  }

  /**
   * Whether the original program's network is trained on data like its own, so that its format of
   * weights, which says nothing about inputs, loses nothing.
   */
  private boolean isOriginal() {
    return !network.isGiven() && data.isOriginal() && !inputs.isGiven();
  }
}
