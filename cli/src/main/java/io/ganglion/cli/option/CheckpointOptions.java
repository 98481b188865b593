package io.ganglion.cli.option;

import io.ganglion.cli.failure.CommandException;
import io.ganglion.cli.failure.UsageException;
import io.ganglion.cli.file.OutputFile;
import io.ganglion.cli.file.SideFile;
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

/** Where training keeps its state, so that it can go on from there. */
public final class CheckpointOptions {

  /** How often the state is kept where nobody says so. */
  private static final String USUAL = "1m";

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
      converter = IntervalConverter.class,
      description =
          "How often: every N steps or every N minutes, and when training begins, ends or is stopped"
              + " (default: "
              + USUAL
              + ").")
  private Interval interval;

  @Option(
      names = "--resume",
      description = "Go on from the checkpoint if its file exists; else begin.")
  private boolean resume;

  /** How often the state is kept: makes what keeps it in a file. */
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

  /** The file, if one is kept. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Refuses options that do not fit each other, a file that could not be written, and one that would
   * be overwritten though nobody said so.
   *
   * @throws IOException if a link cannot be followed, or the file holds something else
   */
  public void check(boolean fresh) throws IOException {
    if (resume && file == null) {
      throw new UsageException("--resume needs to know from where; add --checkpoint FILE");
    }
    if (resume && fresh) {
      throw new UsageException("--resume goes on and --fresh starts anew; choose one of them");
    }
    if (interval != null && file == null) {
      throw new UsageException("--checkpoint-every needs to know where; add --checkpoint FILE");
    }
    if (file == null) {
      return;
    }
    new OutputFile(file, "--checkpoint").requireWritable();
    if (!resume && Files.exists(file)) {
      if (!CheckpointFile.isReplaceable(file)) {
        throw new CommandException(
            file + ": holds no checkpoint; delete it, or choose another --checkpoint");
      }
      if (!fresh) {
        throw new CommandException(
            file + ": exists; --resume goes on from it, --fresh starts anew and replaces it");
      }
    }
  }

  /**
   * The state to go on from, if there is one.
   *
   * @throws CommandException if the file cannot be read, or holds none
   * @throws IOException if it went away meanwhile
   */
  public Optional<TrainingState> state() throws IOException {
    if (!resume || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrainingStates.read(file));
    } catch (IOException e) {
      boolean replaceable = e instanceof FormatException && CheckpointFile.isReplaceable(file);
      throw new CommandException(
          e.getMessage()
              + "; name another --checkpoint"
              + (replaceable ? ", or start anew with --fresh in place of --resume" : ""),
          e);
    }
  }

  /** Who keeps the state, if anybody does, whatever becomes of its file. */
  public Optional<Checkpointer> checkpointer(SideFile side) {
    return file()
        .map(interval != null ? interval : new IntervalConverter().convert(USUAL))
        .map(
            kept ->
                new Checkpointer() {
                  @Override
                  public boolean isDue(long step) {
                    return kept.isDue(step);
                  }

                  @Override
                  public void save(TrainingState state) {
                    side.write(() -> kept.save(state));
                  }
                });
  }

  /** How the command is to be run to go on where it was stopped, as in "the same command again". */
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
