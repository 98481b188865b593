package io.ganglion.train;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Threads that share out tasks. Who does which task is chance, so what tasks compute must not depend
 * on it.
 */
final class Team implements AutoCloseable {

  /** How many work besides the thread that asks. */
  private final int others;

  private final ExecutorService executor;

  /**
   * Hires a team.
   *
   * @param threads how many threads work at once, the one that asks included, at least 1
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
   * Does the tasks 0 … tasks − 1, and returns when all are done.
   *
   * @throws RuntimeException whatever a task throws; others may then be left undone, but none runs
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
      // Nobody returns from here while another still writes to what the caller owns.
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
