package io.ganglion.cli;

import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.formats.HistoryFile;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.train.Augmentation;
import io.ganglion.train.DivergenceException;
import io.ganglion.train.Holdout;
import io.ganglion.train.Samples;
import io.ganglion.train.Shuffle;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      "Prints one line an epoch: epoch, accuracy in percent, mean loss, separated by tabs, as met"
          + " while training; with --validate also accuracy and loss of the samples held out. Starts"
          + " from the weights file if it exists. Ctrl-C saves and stops."
    },
    footer = {
      "",
      "Example: fifteen epochs on MNIST, then one more with EJML; the same in two minutes to more"
          + " than 98 percent; a network of your own.",
      "  ganglion train --data mnist",
      "  ganglion train --data mnist --epochs 1 --backend ejml",
      "  ganglion train --data mnist --preset mlp",
      "  ganglion train --network 'linear 64, tanh, linear classes, softmax' --weights small.npz"
          + " --optimizer adam --learning-rate 0.001 --validate 0.1 --early-stop 3"
    })
final class TrainCommand implements Callable<Integer> {

  @Mixin private Preset.PresetOption preset;
  @Mixin private DataOptions data;
  @Mixin private NetworkOption network;
  @Mixin private BackendOptions backend;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "15",
      description = "How many times to go through the data (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Mixin private OptimizerOptions optimizer;

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
      names = "--augment",
      paramLabel = "shift|affine|elastic",
      converter = DeformationConverter.class,
      description = "Change every image at random whenever it is learnt (default: no change).")
  private Augmentation augmentation;

  @Option(
      names = "--validate",
      paramLabel = "SHARE",
      description =
          "Hold out this share of each class, such as 0.1, and judge by it after every epoch"
              + " (default: nothing).")
  private Double held;

  @Option(
      names = "--early-stop",
      paramLabel = "N",
      description =
          "Stop after N epochs without a lower loss on what --validate holds out; the weights are"
              + " then those of the best epoch (default: never).")
  private Integer patience;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many threads share a batch of 64 or more; it changes no result (default: the number"
              + " of processors, 4 at most).")
  private Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Where all chance comes from: fresh weights, the order, what is held out, dropout and"
              + " --augment (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private WeightsOption weightsOption;

  @Option(
      names = "--fresh",
      description =
          "Start from fresh weights even if the weights file exists; it is then replaced.")
  private boolean fresh;

  @Mixin private CheckpointOptions checkpoint;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description = "Write a line an epoch to this file, ending in .csv or .jsonl (default: none).")
  private Path history;

  @Option(names = "--quiet", description = "Print results and errors only.")
  private boolean quiet;

  private final Session session;

  /** Where the weights are and will be. */
  private WeightsFile weights;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    weights = weightsOption.toTrain(network.given().isEmpty());
    check();
    Backend<?> chosen = backend.create();
    Optional<TrainingState> state = checkpoint.state();
    DataFolder folder = session.dataFolder();
    Dataset dataset =
        DataOptions.datasets(folder)
            .open(data.where(folder), Split.TRAIN, limit == null ? Integer.MAX_VALUE : limit);
    Samples samples = dataset.samples();
    Optional<Holdout> holdout =
        Optional.ofNullable(held).map(share -> Holdout.of(samples, share, seed));
    boolean goesOn = state.isEmpty() && weights.exists() && !fresh;
    Architecture architecture = goesOn ? goOnWith(dataset) : network.forData(dataset);
    try (Network trained = Network.of(chosen, new SplitMix64(seed), architecture)) {
      if (goesOn) {
        goOnFromWeights(trained);
      }
      banner(chosen, dataset, trained, goesOn, state);
      data.hint(folder).ifPresent(this::note);
      return train(trained, holdout.map(Holdout::training).orElse(samples), holdout, state);
    }
  }

  /** Refuses what cannot be, before anything is loaded, computed or written. */
  private void check() throws IOException {
    optimizer.check();
    requirePositive("--epochs", epochs);
    requirePositive("--batch-size", batchSize);
    requirePositive("--limit", limit);
    requirePositive("--threads", threads);
    requirePositive("--early-stop", patience);
    if (patience != null && held == null) {
      throw new CommandException(
          "--early-stop goes by samples that are held out: add --validate 0.1");
    }
    checkpoint.check(fresh);
    weights.requireWritable();
  }

  private static void requirePositive(String option, Integer value) {
    if (value != null && value < 1) {
      throw new CommandException(option + " must be at least 1, got " + value);
    }
  }

  /** The network that the weights' file holds, which must be the given one. */
  private Architecture goOnWith(Dataset dataset) throws IOException {
    Architecture wanted = network.forData(dataset);
    Optional<String> described = weights.description();
    if (network.given().isEmpty() && described.isPresent()) {
      return Architecture.parse(wanted.inputShape(), described.get());
    }
    if (described.isPresent()
        && !Architecture.parse(wanted.inputShape(), described.get()).equals(wanted)) {
      throw new CommandException(
          "%s: holds the weights of '%s', not of '%s'; --fresh starts anew and replaces it, --weights names another file"
              .formatted(weights, described.get(), wanted));
    }
    return wanted;
  }

  private void goOnFromWeights(Network network) throws IOException {
    try {
      weights.load(network);
    } catch (IOException e) {
      throw new CommandException(
          e.getMessage() + "; --fresh starts anew and replaces it, --weights names another file",
          e);
    }
  }

  private void banner(
      Backend<?> chosen,
      Dataset dataset,
      Network trained,
      boolean goesOn,
      Optional<TrainingState> state) {
    note("ganglion  " + Version.ganglion());
    note("backend   " + BackendOptions.describe(chosen));
    note("data      " + Descriptions.of(dataset));
    note("network   " + trained);
    List<String> settings = new ArrayList<>();
    settings.add("epochs " + epochs);
    settings.addAll(optimizer.describe());
    settings.add("batch size " + batchSize);
    settings.add("shuffle " + ShuffleConverter.label(shuffle));
    settings.add("seed " + seed);
    note("training  " + String.join(", ", settings));
    if (state.isPresent()) {
      note(
          "weights   go on from %s: epoch %d, sample %d"
              .formatted(
                  checkpoint.file().orElseThrow(), state.get().epoch(), state.get().done() + 1));
    } else if (goesOn) {
      note("weights   go on from " + weights);
    } else {
      note("weights   fresh, to be saved in " + weights);
    }
  }

  private Trainer.Builder trainer(
      Network network, Optional<Holdout> holdout, TrainingProgress progress) {
    Trainer.Builder trainer =
        Trainer.of(network, optimizer.optimizer())
            .batchSize(batchSize)
            .shuffle(shuffle)
            .threads(
                threads != null
                    ? threads
                    : Math.min(Trainer.MOST_THREADS, Runtime.getRuntime().availableProcessors()))
            .seed(seed)
            .listener(progress);
    optimizer.applyTo(trainer);
    holdout.map(Holdout::validation).ifPresent(trainer::validation);
    Optional.ofNullable(augmentation).ifPresent(trainer::augmentation);
    Optional.ofNullable(patience).ifPresent(trainer::earlyStopping);
    checkpoint.checkpointer().ifPresent(trainer::checkpointer);
    return trainer;
  }

  /** The history, which begins with the epochs before a resume: their lines may have been lost. */
  private HistoryFile history(Optional<TrainingState> state) throws IOException {
    HistoryFile file = HistoryFile.open(history, false);
    state.ifPresent(before -> before.results().forEach(file::epochEnded));
    return file;
  }

  private int train(
      Network network, Samples samples, Optional<Holdout> holdout, Optional<TrainingState> state)
      throws IOException {
    StopSignal stop = session.stop();
    stop.listen();
    long start = System.nanoTime();
    TrainingResult result;
    try (TrainingProgress progress = new TrainingProgress(session, epochs, quiet)) {
      Trainer.Builder described = trainer(network, holdout, progress);
      if (history != null) {
        described.listener(history(state));
      }
      Trainer trainer = described.build();
      result =
          state.isPresent()
              ? trainer.resume(state.get(), samples, epochs)
              : trainer.train(samples, epochs);
    } catch (DivergenceException e) {
      throw new CommandException(
          e.getMessage()
              + (weights.exists()
                  ? "; " + weights + " is as it was before"
                  : "; nothing was saved"),
          e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    weights.save(network);
    report(result, seconds);
    return result.stopped() ? StopSignal.STOPPED : Failures.DONE;
  }

  private void report(TrainingResult result, double seconds) {
    if (result.stopped()) {
      session
          .terminal()
          .note(
              "stopped in epoch %d; weights saved in %s: run the same command%s to go on from there"
                  .formatted(result.epochs().size() + 1, weights, again()));
    } else {
      result
          .best()
          .ifPresent(epoch -> note("best      epoch " + epoch + ", whose weights are kept"));
      note("saved     " + weights);
    }
    note(
        String.format(
            Locale.ROOT,
            "speed     %.0f samples per second: %d samples in %.2f s",
            result.samples() / seconds,
            result.samples(),
            seconds));
  }

  private String again() {
    if (checkpoint.file().isPresent()) {
      return (fresh ? " without --fresh" : "") + " with --resume";
    }
    return fresh ? " without --fresh" : " again";
  }

  private void note(String line) {
    if (!quiet) {
      session.terminal().note(line);
    }
  }
}
