package io.ganglion.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Threads that share tasks. Which thread runs which task is undefined, so results must not depend
 * on it.
 */
final class Team implements AutoCloseable {

  /** The number of threads besides the calling one. */
  private final int others;

  private final ExecutorService executor;

  /**
   * Starts a team.
   *
   * @param threads number of threads, including the calling one, at least 1
   */
  Team(int threads) {
    others = threads - 1;
    AtomicInteger number = new AtomicInteger();
    executor =
        others == 0
            ? null
            : Executors.newFixedThreadPool(
                others,
                task -> {
                  Thread thread = new Thread(task, "ganglion-train-" + number.incrementAndGet());
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /**
   * Runs the tasks 0 … tasks − 1, and returns when all are finished. Interrupts do not end it, and
   * leave the thread interrupted.
   *
   * <p>What a task throws is thrown here as it is, also a checked exception (which languages other
   * than Java throw undeclared) or an error; what others throw meanwhile is suppressed in it. Some
   * tasks may then not have run, but none is still running.
   */
  void run(int tasks, IntConsumer task) {
    if (others == 0 || tasks == 1) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable work =
        () -> {
          try {
            while (failure.get() == null) {
              int i = next.getAndIncrement();
              if (i >= tasks) {
                return;
              }
              task.accept(i);
            }
          } catch (Throwable e) {
            note(e, failure);
          }
        };
    List<CompletableFuture<?>> helped = new ArrayList<>();
    try {
      for (int i = 0; i < Math.min(others, tasks - 1); i++) {
        helped.add(CompletableFuture.runAsync(work, executor));
      }
    } catch (RuntimeException | Error e) {
      // No thread could be started. Those that were started must still end before this returns.
      note(e, failure);
    }
    work.run();
    // Return only when no thread writes to what the caller owns any more.
    helped.forEach(CompletableFuture::join);
    if (failure.get() != null) {
      Team.<RuntimeException>rethrow(failure.get());
    }
  }

  private static void note(Throwable thrown, AtomicReference<Throwable> failure) {
    if (!failure.compareAndSet(null, thrown) && failure.get() != thrown) {
      failure.get().addSuppressed(thrown);
    }
  }

  /** Throws what the compiler takes for an exception of type T, whatever it is. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // That is the purpose.
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdown();
    }
  }
}
