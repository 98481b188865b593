package io.ganglion.formats;

import io.ganglion.train.Checkpointer;
import io.ganglion.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Saves the state of a training run in a file: when training begins, at regular intervals of steps
 * or of time, and when training ends. {@link TrainingStates#read} reads it back.
 *
 * <p>The file always holds the last state that was written completely. A state that cannot be
 * written does not end training: the reason is passed to the consumer that the checkpointer was
 * made with, and the next state is written when it is due, which succeeds if there is space by
 * then. To end training instead, throw an exception from the consumer.
 *
 * <p>A checkpointer serves one training run at a time.
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

  /** Counts from the end of the last save, so that slow saving does not crowd out training. */
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
   * Saves after every {@code steps} batches, counted from the beginning of training.
   *
   * @param file the file, replaced if it exists
   * @param steps the number of batches, at least 1
   * @param failed receives the reason each time a state cannot be written, on the thread that
   *     trains
   * @return a checkpointer to give to a trainer
   * @throws IllegalArgumentException if {@code steps} is less than 1
   */
  public static FileCheckpointer everySteps(Path file, long steps, Consumer<IOException> failed) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "the number of steps between two checkpoints must be at least 1, got " + steps);
    }
    return new FileCheckpointer(file, new Steps(steps), failed);
  }

  /**
   * Saves at the end of the first batch after a given time has passed. The time counts from the
   * creation of the checkpointer, and then from the end of each save.
   *
   * @param file the file, replaced if it exists
   * @param interval the time, more than zero
   * @param failed receives the reason each time a state cannot be written, on the thread that
   *     trains
   * @return a checkpointer to give to a trainer
   * @throws IllegalArgumentException if the interval is zero, negative, or longer than 292 years
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
   * Writes a state. If it cannot be written, reports the reason and leaves the file unchanged.
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
