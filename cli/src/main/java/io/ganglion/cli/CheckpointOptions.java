package io.ganglion.cli;

import io.ganglion.formats.FileCheckpointer;
import io.ganglion.formats.TrainingStates;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where training keeps its state, so that it can go on from there. */
final class CheckpointOptions {

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Keep the whole state of the training in this file, so that --resume goes on to the very"
              + " same weights (default: none is kept).")
  private Path file;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N|Nm",
      defaultValue = "1m",
      converter = IntervalConverter.class,
      description =
          "How often: every N steps or every N minutes, and when training ends or is stopped"
              + " (default: ${DEFAULT-VALUE}).")
  private Interval interval;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint if its file exists; else begin.")
  private boolean resume;

  /** How often a checkpoint is saved: after so many steps, or so much time; the other is absent. */
  record Interval(Optional<Integer> steps, Optional<Duration> time) {}

  /** Reads {@code 500} as steps and {@code 5m} as minutes. */
  static final class IntervalConverter
      implements picocli.CommandLine.ITypeConverter<CheckpointOptions.Interval> {

    @Override
    public Interval convert(String text) {
      boolean minutes = text.endsWith("m");
      try {
        int number = Integer.parseInt(minutes ? text.substring(0, text.length() - 1) : text);
        if (number >= 1) {
          return minutes
              ? new Interval(Optional.empty(), Optional.of(Duration.ofMinutes(number)))
              : new Interval(Optional.of(number), Optional.empty());
        }
      } catch (NumberFormatException e) {
        throw refused(text);
      }
      throw refused(text);
    }

    private static TypeConversionException refused(String text) {
      return new TypeConversionException(
          "got '" + text + "', expected a number of steps, such as 500, or of minutes, such as 5m");
    }
  }

  /** The file, if one is kept. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Refuses options that do not fit each other, and a checkpoint that would be overwritten though
   * nobody said so.
   */
  void check(boolean fresh) {
    if (resume && file == null) {
      throw new CommandException("--resume needs to know from where: add --checkpoint FILE");
    }
    if (resume && fresh) {
      throw new CommandException("--resume goes on and --fresh starts anew; choose one of them");
    }
    if (file != null && !resume && !fresh && Files.exists(file)) {
      throw new CommandException(
          file + ": exists; --resume goes on from it, --fresh starts anew and replaces it");
    }
  }

  /** The state to go on from, if there is one. */
  Optional<TrainingState> state() throws IOException {
    return resume && Files.exists(file) ? Optional.of(TrainingStates.read(file)) : Optional.empty();
  }

  /** Who keeps the state, if anybody does. */
  Optional<FileCheckpointer> checkpointer() {
    return file()
        .map(
            kept ->
                interval
                    .steps()
                    .map(steps -> FileCheckpointer.everySteps(kept, steps))
                    .orElseGet(() -> FileCheckpointer.every(kept, interval.time().orElseThrow())));
  }
}
