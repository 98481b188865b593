package io.ganglion.cli.command;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.file.History;
import io.ganglion.cli.file.OutputFile;
import io.ganglion.cli.file.SideFile;
import io.ganglion.cli.file.WeightsFile;
import io.ganglion.cli.option.BackendOptions;
import io.ganglion.cli.option.CheckpointOptions;
import io.ganglion.cli.option.Choice;
import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.DeformationConverter;
import io.ganglion.cli.option.NetworkOption;
import io.ganglion.cli.option.Numbers;
import io.ganglion.cli.option.OptimizerOptions;
import io.ganglion.cli.option.ShuffleConverter;
import io.ganglion.cli.option.Version;
import io.ganglion.cli.option.WeightsOption;
import io.ganglion.cli.terminal.ExitStatus;
import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.datasets.Dataset;
import io.ganglion.datasets.Split;
import io.ganglion.datasets.augment.Deformation;
import io.ganglion.datasets.fetch.DataFolder;
import io.ganglion.formats.HistoryFile;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.tensor.Shape;
import io.ganglion.train.DivergenceException;
import io.ganglion.train.EpochResult;
import io.ganglion.train.Holdout;
import io.ganglion.train.Samples;
import io.ganglion.train.Shuffle;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
      "  ganglion train --network 'linear 64, tanh, linear classes, softmax' \\",
      "      --weights small.npz --optimizer adam --learning-rate 0.001 \\",
      "      --validate 0.1 --early-stop 3"
    })
final class TrainCommand implements Callable<Integer> {

  /** What to do where the weights' file holds something else. */
  private static final String ELSE =
      "--fresh starts anew and replaces it, --weights names another file";

  @Mixin private DataOptions data;
  @Mixin private NetworkOption network;
  @Mixin private BackendOptions backend;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "15",
      converter = Numbers.Count.class,
      description = "How many times to go through the data (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Mixin private OptimizerOptions optimizer;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "1",
      converter = Numbers.Count.class,
      description =
          "How many samples to learn at once, by their mean gradient (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--limit",
      paramLabel = "N",
      converter = Numbers.Count.class,
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
      paramLabel = "none|shift|affine|elastic",
      defaultValue = DeformationConverter.NONE,
      converter = DeformationConverter.class,
      description =
          "How to change every image at random whenever it is learnt (default: ${DEFAULT-VALUE}).")
  private Choice<Optional<Deformation>> augmentation;

  @Option(
      names = "--validate",
      paramLabel = "SHARE",
      converter = Numbers.Share.class,
      description =
          "Hold out this share of each class, such as 0.1, and judge by it after every epoch"
              + " (default: nothing).")
  private Double held;

  @Option(
      names = "--early-stop",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Stop after N epochs without a lower loss on what --validate holds out; the weights are"
              + " then those of the best epoch (default: never).")
  private Integer patience;

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "How many threads share a batch of 128 or more; it changes no result (default: the number"
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
      description =
          "Write a line an epoch to this file, ending in .csv or .jsonl; only with --resume are the"
              + " lines of an earlier training kept (default: none).")
  private Path history;

  @Option(names = "--quiet", description = "Print results and errors only.")
  private boolean quiet;

  private final Session session;

  /** Where the weights are and will be. */
  private WeightsFile weights;

  private final SideFile keptState;
  private final SideFile keptHistory;

  TrainCommand(Session session) {
    this.session = session;
    this.keptState = new SideFile(session.terminal());
    this.keptHistory = new SideFile(session.terminal());
  }

  @Override
  public Integer call() throws IOException {
    weights = weightsOption.toTrain(!network.isGiven());
    check();
    Backend<?> chosen = backend.create();
    Optional<TrainingState> state = checkpoint.state();
    DataFolder folder = session.dataFolder();
    Dataset dataset =
        DataOptions.datasets(folder)
            .open(data.where(folder), Split.TRAIN, limit == null ? Integer.MAX_VALUE : limit);
    Optional<Holdout> holdout =
        Optional.ofNullable(held).map(share -> Holdout.of(dataset.samples(), share, seed));
    boolean goesOn = state.isEmpty() && weights.exists() && !fresh;
    Architecture architecture = architecture(dataset, goesOn, state);
    optimizer.check(architecture);
    try (Network trained = Network.of(chosen, new SplitMix64(seed), architecture)) {
      if (goesOn) {
        load(trained);
      }
      banner(chosen, dataset, trained, holdout);
      note("weights   " + origin(goesOn, state));
      data.hint(folder).ifPresent(this::note);
      Samples learnt = holdout.map(Holdout::training).orElseGet(dataset::samples);
      return train(trained, learnt, holdout, state);
    }
  }

  /** Refuses what cannot be, before anything is loaded or computed. */
  private void check() throws IOException {
    if (patience != null && held == null) {
      throw new UsageException(
          "--early-stop goes by samples that are held out; add --validate, such as --validate 0.1");
    }
    requireFilesOfTheirOwn();
    checkpoint.check(fresh);
    weights.requireWritable();
    if (history != null) {
      HistoryFile.check(history);
      new OutputFile(history, "--history").requireWritable();
    }
  }

  /** Refuses to write two things to one file, or over the data. */
  private void requireFilesOfTheirOwn() throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    data.file().ifPresent(file -> files.put("--data", file));
    checkpoint.file().ifPresent(file -> files.put("--checkpoint", file));
    files.put("--weights", weights.path());
    if (history != null) {
      files.put("--history", history);
    }
    List<String> options = List.copyOf(files.keySet());
    for (int i = 0; i < options.size(); i++) {
      for (String other : options.subList(i + 1, options.size())) {
        Path file = files.get(options.get(i));
        if (same(file, files.get(other))) {
          throw new UsageException(
              "%s and %s both name %s; give each a file of its own"
                  .formatted(options.get(i), other, file));
        }
      }
    }
  }

  private static boolean same(Path one, Path other) throws IOException {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())
        || (Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other));
  }

  /**
   * The network of the weights that training goes on from, or will replace at the end of what goes on
   * from a checkpoint: if the file says which it is, it must be the given one.
   *
   * <p>A checkpoint describes its network without the softmax at its end. Where nobody names one, the
   * weights that were saved when training stopped do.
   */
  private Architecture architecture(
      Dataset dataset, boolean goesOn, Optional<TrainingState> state) {
    Shape input = dataset.samples().inputShape();
    int classes = dataset.classNames().size();
    if (goesOn) {
      return ofWeights(input, classes, ELSE);
    }
    return state.isPresent() && weights.exists()
        ? ofWeights(input, classes, "name another file with --weights")
        : network.forData(input, classes);
  }

  private Architecture ofWeights(Shape input, int classes, String remedy) {
    try {
      return network.ofWeights(weights, input, classes, remedy);
    } catch (IOException e) {
      throw new CommandException(e.getMessage() + "; " + remedy, e);
    }
  }

  private void load(Network network) {
    try {
      weights.load(network);
    } catch (IOException e) {
      throw new CommandException(e.getMessage() + "; " + ELSE, e);
    }
  }

  /** Names all that decides the result. */
  private void banner(
      Backend<?> chosen, Dataset dataset, Network trained, Optional<Holdout> holdout) {
    note("ganglion  " + Version.ganglion());
    note("backend   " + BackendOptions.describe(chosen));
    note(
        "data      "
            + DataOptions.describe(dataset)
            + holdout.map(split -> ", " + split.validation().size() + " held out").orElse(""));
    note("network   " + trained.architecture());
    List<String> settings = new ArrayList<>();
    settings.add("epochs " + epochs);
    settings.addAll(optimizer.describe());
    settings.add("batch size " + batchSize);
    settings.add("shuffle " + ShuffleConverter.label(shuffle));
    if (augmentation.value().isPresent()) {
      settings.add("augment " + augmentation.text());
    }
    if (patience != null) {
      settings.add("early stop " + patience);
    }
    settings.add("seed " + seed);
    note("training  " + String.join(", ", settings));
  }

  private String origin(boolean goesOn, Optional<TrainingState> state) {
    if (state.isPresent()) {
      String where =
          state.get().isOver(epochs, Optional.ofNullable(patience))
              ? "nothing is left to learn"
              : "epoch %d, sample %d".formatted(state.get().epoch(), state.get().done() + 1);
      return "go on from %s: %s".formatted(checkpoint.file().orElseThrow(), where);
    }
    return goesOn ? "go on from " + weights : "fresh, to be saved in " + weights;
  }

  private Trainer trainer(
      Network network,
      Optional<Holdout> holdout,
      TrainingProgress progress,
      Optional<TrainingState> state) {
    Trainer.Builder trainer =
        Trainer.of(network, optimizer.optimizer())
            .batchSize(batchSize)
            .shuffle(shuffle)
            .threads(threads != null ? threads : Runtime.getRuntime().availableProcessors())
            .seed(seed)
            .listener(progress);
    optimizer.applyTo(trainer);
    holdout.map(Holdout::validation).ifPresent(trainer::validation);
    augmentation.value().ifPresent(trainer::augmentation);
    Optional.ofNullable(patience).ifPresent(trainer::earlyStopping);
    checkpoint.checkpointer(keptState).ifPresent(trainer::checkpointer);
    if (history != null) {
      List<EpochResult> before = state.map(TrainingState::results).orElse(List.of());
      trainer.listener(new History(history, keptHistory, before));
    }
    return trainer.build();
  }

  private int train(
      Network network, Samples samples, Optional<Holdout> holdout, Optional<TrainingState> state)
      throws IOException {
    StopSignal stop = session.stop();
    stop.listen();
    long start = System.nanoTime();
    TrainingResult result;
    try (TrainingProgress progress = new TrainingProgress(session, epochs, quiet)) {
      Trainer trainer = trainer(network, holdout, progress, state);
      result =
          state.isPresent()
              ? resume(trainer, state.get(), samples)
              : trainer.train(samples, epochs);
    } catch (DivergenceException e) {
      throw new CommandException(
          e.getMessage()
              + (weights.exists()
                  ? "; " + weights + " is as it was before"
                  : "; no weights were saved")
              + checkpoint
                  .file()
                  .filter(Files::exists)
                  .map(file -> ", the last checkpoint is in " + file + ", with the same settings")
                  .orElse(""),
          e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    weights.save(network);
    report(result, seconds);
    keptState.requireWhole();
    keptHistory.requireWhole();
    return result.stopped() ? ExitStatus.STOPPED : ExitStatus.DONE;
  }

  private TrainingResult resume(Trainer trainer, TrainingState state, Samples samples) {
    try {
      return trainer.resume(state, samples, epochs);
    } catch (IllegalArgumentException e) {
      throw new CommandException(checkpoint.file().orElseThrow() + ": " + e.getMessage(), e);
    }
  }

  private void report(TrainingResult result, double seconds) {
    if (result.stopped()) {
      session
          .terminal()
          .note(
              "stopped in epoch %d; weights saved in %s: run the same command %s to go on from there"
                  .formatted(result.epochs().size() + 1, weights, checkpoint.again(fresh)));
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

  private void note(String line) {
    if (!quiet) {
      session.terminal().note(line);
    }
  }
}
