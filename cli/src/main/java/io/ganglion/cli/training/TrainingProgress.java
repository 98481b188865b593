package io.ganglion.cli.training;

import io.ganglion.cli.terminal.Progress;
import io.ganglion.cli.terminal.StopSignal;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.train.EpochResult;
import io.ganglion.train.LearningProblem;
import io.ganglion.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/** Shows the progress of training: a bar within an epoch, a line of results after it. */
final class TrainingProgress implements TrainingListener, AutoCloseable {

  private final Terminal terminal;
  private final StopSignal stop;
  private final int epochs;
  private final boolean quiet;
  private Progress progress = Progress.HIDDEN;
  private int shown;

  TrainingProgress(Terminal terminal, StopSignal stop, int epochs, boolean quiet) {
    this.terminal = terminal;
    this.stop = stop;
    this.epochs = epochs;
    this.quiet = quiet;
  }

  @Override
  public void batchEnded(int epoch, int done, int samples) {
    if (epoch != shown) {
      shown = epoch;
      progress =
          quiet ? Progress.HIDDEN : Progress.of(terminal, "epoch " + epoch + "/" + epochs, samples);
    }
    progress.at(done);
  }

  @Override
  public void epochEnded(EpochResult result) {
    close();
    List<Object> fields = new ArrayList<>();
    fields.add(result.epoch());
    result.accuracy().ifPresent(fields::add);
    fields.add(result.meanLoss());
    result
        .validation()
        .ifPresent(
            held -> {
              held.accuracy().ifPresent(fields::add);
              fields.add(held.meanLoss());
            });
    terminal.result(fields.toArray());
  }

  @Override
  public void problemFound(LearningProblem problem) {
    terminal.note(TrainingReport.WARNING + problem.text());
  }

  @Override
  public boolean stopRequested() {
    return stop.requested();
  }

  @Override
  public void close() {
    progress.close();
    progress = Progress.HIDDEN;
  }
}
