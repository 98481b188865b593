package io.ganglion.train;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
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
   * Runs the tasks 0 … tasks − 1, and returns when all are finished.
   *
   * @throws RuntimeException whatever a task throws; others may then not have run, but none is
   *     still running
   */
  void run(int tasks, IntConsumer task) {
    if (others == 0 || tasks == 1) {
      for (int i = 0; i < tasks; i++) {
        task.accept(i);
      }
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < tasks; i = next.getAndIncrement()) {
            task.accept(i);
          }
        };
    CompletableFuture<?>[] helped = new CompletableFuture<?>[Math.min(others, tasks - 1)];
    for (int i = 0; i < helped.length; i++) {
      helped[i] = CompletableFuture.runAsync(work, executor);
    }
    CompletableFuture<?> all = CompletableFuture.allOf(helped);
    try {
      work.run();
    } finally {
      // Return only when no thread writes to what the caller owns any more.
      all.exceptionally(failure -> null).join();
    }
    try {
      all.join();
    } catch (CompletionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static RuntimeException rethrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return (RuntimeException) cause;
  }

  @Override
  public void close() {
    if (executor != null) {
      executor.shutdown();
    }
  }
}
