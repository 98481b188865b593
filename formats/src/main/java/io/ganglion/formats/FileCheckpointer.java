package io.ganglion.formats;

import io.ganglion.train.Checkpointer;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the state of a training in a file: when training begins, every so many steps or so often, and
 * when it ends.
 * {@link TrainingStates#read} takes it from there.
 *
 * <p>The file is always the last state that was written whole. A state that cannot be written costs
 * the checkpoint but not the training: who made the checkpointer is told why, and the next state that
 * is due is written again, which succeeds if there is space by then. To end the training instead,
 * throw an exception where the failure is told.
 *
 * <p>A checkpointer serves one training at a time.
 */
public final class FileCheckpointer implements Checkpointer {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private final Path file;
  private final Rhythm rhythm;
  private final Consumer<IOException> failed;

  private FileCheckpointer(Path file, Rhythm rhythm, Consumer<IOException> failed) {
    this.file = file;
    this.rhythm = rhythm;
    this.failed = failed;
  }

  /** When a state is due. */
  private interface Rhythm {
    boolean isDue(long step);

    default void saved() {}
  }

  private record Steps(long steps) implements Rhythm {
    @Override
    public boolean isDue(long step) {
      return step % steps == 0;
    }
  }

  /** Counts from the end of one save to the next: where saving is slow, most time is for training. */
  private static final class Interval implements Rhythm {

    private final long nanoseconds;
    private final LongSupplier clock;
    private long last;

    Interval(long nanoseconds, LongSupplier clock) {
      this.nanoseconds = nanoseconds;
      this.clock = clock;
      this.last = clock.getAsLong();
    }

    @Override
    public boolean isDue(long step) {
      return clock.getAsLong() - last >= nanoseconds;
    }

    @Override
    public void saved() {
      last = clock.getAsLong();
    }
  }

  /**
   * Saves whenever so many batches have been learnt, counted from the beginning of the training.
   *
   * @param file the file, replaced if it exists
   * @param steps how many batches, at least 1
   * @param failed is told why a state could not be written, each time, on the training's thread
   * @return what is to be given to a trainer
   * @throws IllegalArgumentException if the steps are less than 1
   */
  public static FileCheckpointer everySteps(Path file, long steps, Consumer<IOException> failed) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "a checkpoint can be written every step at most, got every " + steps + " steps");
    }
    return new FileCheckpointer(file, new Steps(steps), failed);
  }

  /**
   * Saves after the first batch that ends when so much time has passed, since this was made or since a
   * state was saved.
   *
   * @param file the file, replaced if it exists
   * @param interval how long, more than nothing
   * @param failed is told why a state could not be written, each time, on the training's thread
   * @return what is to be given to a trainer
   * @throws IllegalArgumentException if the interval is nothing, less, or longer than 292 years
   */
  public static FileCheckpointer every(Path file, Duration interval, Consumer<IOException> failed) {
    return every(file, interval, failed, System::nanoTime);
  }

  static FileCheckpointer every(
      Path file, Duration interval, Consumer<IOException> failed, LongSupplier clock) {
    if (interval.isZero() || interval.isNegative() || interval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "the time between two checkpoints must be more than 0 and at most 292 years, got "
              + interval);
    }
    return new FileCheckpointer(file, new Interval(interval.toNanos(), clock), failed);
  }

  @Override
  public boolean isDue(long step) {
    return rhythm.isDue(step);
  }

  /**
   * Writes a state, or tells why it could not be written; the file is then as it was.
   *
   * @param state not modified
   */
  @Override
  public void save(TrainingState state) {
    try {
      TrainingStates.write(file, state);
    } catch (IOException e) {
      failed.accept(e);
    } finally {
      rhythm.saved();
    }
  }
}
