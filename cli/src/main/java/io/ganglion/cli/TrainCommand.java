package io.ganglion.cli;

import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.formats.Weights;
import io.ganglion.network.Network;
import io.ganglion.spi.Backend;
import io.ganglion.train.DivergenceException;
import io.ganglion.train.Samples;
import io.ganglion.optimizer.Sgd;
import io.ganglion.train.Shuffle;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ganglion train}. */
@Command(
    name = "train",
    description = {
      "Trains the network and saves its weights.",
      "",
      "Prints one line an epoch: epoch, accuracy in percent, mean loss, separated by tabs, as met"
          + " while training. Starts from the weights file if it exists. Ctrl-C saves and stops."
    },
    footer = {
      "",
      "Example: fifteen epochs on MNIST, then one more with EJML.",
      "  ganglion train --data mnist",
      "  ganglion train --data mnist --epochs 1 --backend ejml"
    })
final class TrainCommand implements Callable<Integer> {

  @Mixin private DataOptions data;
  @Mixin private BackendOptions backend;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "15",
      description = "How many times to go through the data (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.000125",
      description = "How far a step goes against the gradient (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many samples to learn at once, by their mean gradient (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Use the first N samples only (default: all).")
  private Integer limit;

  @Option(
      names = "--shuffle",
      paramLabel = "none|once|epoch",
      defaultValue = "once",
      converter = ShuffleConverter.class,
      description =
          "The order of the samples: as they are, in one random order, or in a new one every epoch"
              + " (default: ${DEFAULT-VALUE}).")
  private Shuffle shuffle;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Where all chance comes from: fresh weights and the order (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private WeightsOption weights;

  @Option(
      names = "--fresh",
      description =
          "Start from fresh weights even if the weights file exists; it is then replaced.")
  private boolean fresh;

  @Option(names = "--quiet", description = "Print results and errors only.")
  private boolean quiet;

  private final Session session;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    Sgd optimizer = new Sgd(learningRate);
    requirePositive("--epochs", epochs);
    requirePositive("--batch-size", batchSize);
    if (limit != null) {
      requirePositive("--limit", limit);
    }
    Backend<?> chosen = backend.create();
    weights.requireWritable();
    boolean resumed = weights.exists() && !fresh;
    DataFolder folder = session.dataFolder();
    Dataset dataset =
        DataOptions.datasets(folder)
            .open(data.where(folder), Split.TRAIN, limit == null ? Integer.MAX_VALUE : limit);
    Samples samples = dataset.samples();
    try (Network network =
        Classifier.fresh(chosen, seed, samples.inputShape(), dataset.classNames().size())) {
      if (resumed) {
        resume(network);
      }
      banner(chosen, dataset, network, resumed);
      data.hint(folder).ifPresent(this::note);
      return train(network, optimizer, samples);
    }
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new CommandException(option + " must be at least 1, got " + value);
    }
  }

  private void resume(Network network) throws IOException {
    try {
      weights.load(network);
    } catch (IOException e) {
      throw new CommandException(
          e.getMessage() + "; --fresh starts anew and replaces it, --weights names another file",
          e);
    }
  }

  private void banner(Backend<?> chosen, Dataset dataset, Network network, boolean resumed) {
    note("ganglion  " + Version.ganglion());
    note("backend   " + BackendOptions.describe(chosen));
    note("data      " + Descriptions.of(dataset));
    note("network   " + network);
    note(
        "training  epochs %d, learning rate %s, batch size %d, shuffle %s, seed %d"
            .formatted(
                epochs,
                BigDecimal.valueOf(learningRate).stripTrailingZeros().toPlainString(),
                batchSize,
                ShuffleConverter.label(shuffle),
                seed));
    note(
        "weights   "
            + (resumed
                ? "go on from " + weights.file()
                : "fresh, to be saved in " + weights.file()));
  }

  private int train(Network network, Sgd optimizer, Samples samples) throws IOException {
    StopSignal stop = session.stop();
    TrainingProgress progress = new TrainingProgress(session, epochs, quiet);
    Trainer trainer =
        Trainer.of(network, optimizer)
            .batchSize(batchSize)
            .shuffle(shuffle)
            .seed(seed)
            .listener(progress)
            .build();
    stop.listen();
    long start = System.nanoTime();
    TrainingResult result;
    try (progress) {
      result = trainer.train(samples, epochs);
    } catch (DivergenceException e) {
      throw new CommandException(
          e.getMessage()
              + (weights.exists()
                  ? "; " + weights.file() + " is as it was before"
                  : "; nothing was saved"),
          e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Weights.save(weights.file(), network);
    if (result.stopped()) {
      session
          .terminal()
          .note(
              "stopped in epoch %d; weights saved in %s: run the same command%s to go on from there"
                  .formatted(
                      result.epochs().size() + 1,
                      weights.file(),
                      fresh ? " without --fresh" : " again"));
    } else {
      note("saved     " + weights.file());
    }
    note(
        String.format(
            Locale.ROOT,
            "speed     %.0f samples per second: %d samples in %.2f s",
            result.samples() / seconds,
            result.samples(),
            seconds));
    return result.stopped() ? StopSignal.STOPPED : Failures.DONE;
  }

  private void note(String line) {
    if (!quiet) {
      session.terminal().note(line);
    }
  }
}
