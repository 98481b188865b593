package io.ganglion.cli.training;

import io.ganglion.cli.option.BackendOptions;
import io.ganglion.cli.option.DataOptions;
import io.ganglion.cli.option.TrainingOptions;
import io.ganglion.cli.option.Version;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.datasets.Dataset;
import io.ganglion.model.Calibration;
import io.ganglion.train.Holdout;
import io.ganglion.train.TrainingResult;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells the user about a training, besides its results: what is trained and how, and how it ended.
 *
 * @param terminal where it prints
 * @param quiet whether to tell only how to continue after a stop, and what is wrong
 */
record TrainingReport(Terminal terminal, boolean quiet) {

  private static final int MOST_NAMED = 8;

  /** Begins the line of a problem, which is printed even if {@code quiet} is set. */
  static final String WARNING = "warning   ";

  /** Names everything that determines the result. */
  void begins(Learner learner, Optional<Holdout> holdout, TrainingOptions options, Start start) {
    note("ganglion  " + Version.ganglion());
    note("backend   " + BackendOptions.describe(learner.network().backend()));
    note(
        "data      "
            + DataOptions.describe(learner.dataset())
            + holdout.map(split -> ", " + split.validation().size() + " held out").orElse(""));
    DataOptions.findings(learner.dataset(), learner.scaling().reasons()).forEach(this::note);
    unseen(learner.dataset()).ifPresent(this::note);
    note("inputs    " + learner.description().input());
    note("network   " + learner.network().architecture());
    note("training  " + options.describe());
    note("weights   " + start.describe(options));
    if (holdout.isEmpty() && !learner.description().calibration().equals(Calibration.NONE)) {
      note(
          "note      the model's calibration is of its present weights: training without --validate"
              + " drops it, with --validate it finds another");
    }
  }

  /** Names the classes that no sample has: pictures may be missing. */
  private static Optional<String> unseen(Dataset dataset) {
    BitSet seen = new BitSet();
    for (int i = 0; i < dataset.size(); i++) {
      seen.set(dataset.label(i));
    }
    List<String> names = dataset.classNames();
    List<String> without =
        IntStream.range(0, names.size()).filter(j -> !seen.get(j)).mapToObj(names::get).toList();
    if (without.isEmpty()) {
      return Optional.empty();
    }
    int more = without.size() - MOST_NAMED;
    return Optional.of(
        "          no sample of "
            + (without.size() == 1 ? "class " : "the classes ")
            + String.join(", ", without.subList(0, Math.min(MOST_NAMED, without.size())))
            + (more > 0 ? " and " + more + " more" : "")
            + ": the network cannot learn what it never sees");
  }

  /** Says where the weights are, and how fast training was. */
  void ended(TrainingResult result, double seconds, TrainingFiles files) {
    if (result.stopped()) {
      terminal.note(
          String.format(
              Locale.ROOT,
              "stopped in epoch %d; weights saved in %s; run the same command %s to continue",
              result.epochs().size() + 1,
              files.weights(),
              files.again()));
    } else {
      result
          .best()
          .ifPresent(epoch -> note("best      epoch " + epoch + ", whose weights are kept"));
      note("saved     " + files.weights());
    }
    note(
        String.format(
            Locale.ROOT,
            "speed     %.0f samples per second: %d samples in %.2f s",
            result.samples() / seconds,
            result.samples(),
            seconds));
    result.problem().ifPresent(problem -> terminal.note(WARNING + problem.text()));
  }

  /** Prints a line unless {@code quiet} is set. */
  void note(String line) {
    if (!quiet) {
      terminal.note(line);
    }
  }
}
