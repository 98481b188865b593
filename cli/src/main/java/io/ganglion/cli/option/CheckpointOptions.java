package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.file.OutputFile;
import io.ganglion.cli.file.SharedFile;
import io.ganglion.cli.file.SideFile;
import io.ganglion.cli.terminal.Terminal;
import io.ganglion.formats.CheckpointFile;
import io.ganglion.formats.FileCheckpointer;
import io.ganglion.formats.FormatException;
import io.ganglion.formats.TrainingStates;
import io.ganglion.train.Checkpointer;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that save the state of a training and resume from it. */
public final class CheckpointOptions {

  /** How often the state is saved by default. */
  private static final String USUAL = "1m";

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Save the whole state of the training in this file, so that --resume can continue it and"
              + " end with exactly the same weights (default: none).")
  private Path file;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N|Nm",
      converter = IntervalConverter.class,
      description =
          "How often to save it: every N steps, or with Nm every N minutes; also when"
              + " training starts, ends or is stopped (default: "
              + USUAL
              + ").")
  private Interval interval;

  @Option(
      names = "--resume",
      description =
          "Continue from the checkpoint; start a new training if its file does not exist.")
  private boolean resume;

  /** How often the state is saved: makes the checkpointer for a file. */
  private interface Interval extends Function<Path, Checkpointer> {}

  /** Reads {@code 500} as steps and {@code 5m} as minutes. */
  private static final class IntervalConverter implements ITypeConverter<Interval> {

    private static final Pattern INTERVAL = Pattern.compile("0*([1-9]\\d{0,8})(m?)");

    @Override
    public Interval convert(String text) {
      Matcher matcher = INTERVAL.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "got '"
                + text
                + "', expected a number of steps, such as 500, or of minutes, such as 5m");
      }
      int number = Integer.parseInt(matcher.group(1));
      return matcher.group(2).isEmpty()
          ? file -> FileCheckpointer.everySteps(file, number, CheckpointOptions::fail)
          : file ->
              FileCheckpointer.every(file, Duration.ofMinutes(number), CheckpointOptions::fail);
    }
  }

  private static void fail(IOException failure) {
    throw new UncheckedIOException(failure);
  }

  /** The checkpoint file, if one is given. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Refuses options that contradict each other, a file that cannot be written, and one that would
   * be overwritten without {@code --fresh}.
   *
   * @throws IOException if an existing file cannot be read
   */
  public void check(boolean fresh) throws IOException {
    if (resume && file == null) {
      throw new UsageException("--resume needs a checkpoint; add --checkpoint FILE");
    }
    if (resume && fresh) {
      throw new UsageException(
          "--resume continues a training and --fresh starts over; choose one of them");
    }
    if (interval != null && file == null) {
      throw new UsageException("--checkpoint-every needs a checkpoint; add --checkpoint FILE");
    }
    if (file == null) {
      return;
    }
    new OutputFile(file, "--checkpoint").requireWritable();
    if (!resume && Files.exists(file)) {
      if (!CheckpointFile.isReplaceable(file)) {
        throw new CommandException(
            file + ": is not a checkpoint; delete it, or choose another --checkpoint");
      }
      if (!fresh) {
        throw new CommandException(
            file
                + ": already exists; use --resume to continue from it, or --fresh to start over and"
                + " replace it");
      }
    }
  }

  /** Whether there is a state to resume from. */
  public boolean resumes() {
    return resume && Files.exists(file);
  }

  /**
   * The state to resume from, if there is one.
   *
   * @throws CommandException if the file cannot be read, or is not a checkpoint
   * @throws IOException if it has disappeared in the meantime
   */
  public Optional<TrainingState> state() throws IOException {
    if (!resumes()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrainingStates.read(file));
    } catch (IOException e) {
      boolean replaceable = e instanceof FormatException && CheckpointFile.isReplaceable(file);
      throw new CommandException(
          e.getMessage()
              + "; choose another --checkpoint"
              + (replaceable ? ", or start over with --fresh instead of --resume" : ""),
          e);
    }
  }

  /** The checkpointer, if there is one; it does not fail if its file cannot be written. */
  public Optional<Checkpointer> checkpointer(SideFile side, Terminal terminal) {
    return file()
        .map(interval != null ? interval : new IntervalConverter().convert(USUAL))
        .map(
            kept ->
                new Checkpointer() {
                  private final SharedFile shared = new SharedFile(file, "state", terminal);

                  @Override
                  public boolean isDue(long step) {
                    return kept.isDue(step);
                  }

                  @Override
                  public void save(TrainingState state) {
                    side.write(() -> shared.write(() -> kept.save(state)));
                  }
                });
  }

  /** How to run the same command to continue where it was stopped: {@code again}, for example. */
  public String again(boolean fresh) {
    if (file == null) {
      return fresh ? "without --fresh" : "again";
    }
    if (resume) {
      return "again";
    }
    return fresh ? "with --resume instead of --fresh" : "with --resume";
  }
}
