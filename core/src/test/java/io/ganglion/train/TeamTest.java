package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamTest {

  /** Throws a checked exception without declaring it, as Kotlin does. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void throwUndeclared(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** All threads have a task when the others of the given one begin. */
  private static Throwable thrown(int threads, int failing, Throwable failure) {
    CyclicBarrier together = new CyclicBarrier(threads);
    try (Team team = new Team(threads)) {
      return catchThrowable(
          () ->
              team.run(
                  threads,
                  i -> {
                    await(together);
                    if (i == failing) {
                      TeamTest.<RuntimeException>throwUndeclared(failure);
                    }
                  }));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void whatATaskThrowsArrivesAsItIsFromAnyThread(int failing) {
    Throwable[] failures = {
      new IOException("checked"),
      new IllegalStateException("unchecked"),
      new OutOfMemoryError("test")
    };
    for (Throwable failure : failures) {
      assertThat(thrown(4, failing, failure)).isSameAs(failure).hasNoSuppressedExceptions();
    }
  }

  @Test
  void whatOtherTasksThrowIsSuppressed() {
    CyclicBarrier together = new CyclicBarrier(3);
    try (Team team = new Team(3)) {
      Throwable thrown =
          catchThrowable(
              () ->
                  team.run(
                      3,
                      i -> {
                        await(together);
                        TeamTest.<RuntimeException>throwUndeclared(new IOException("task " + i));
                      }));

      assertThat(thrown).isInstanceOf(IOException.class);
      assertThat(thrown.getSuppressed())
          .hasSize(2)
          .allSatisfy(other -> assertThat(other).isInstanceOf(IOException.class));
    }
  }

  @Test
  void anInterruptedThreadWaitsForTheOthersAndStaysInterrupted() {
    AtomicInteger done = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(2);
    Thread caller = Thread.currentThread();
    try (Team team = new Team(2)) {
      team.run(
          2,
          i -> {
            await(together);
            if (Thread.currentThread() != caller) {
              caller.interrupt();
            }
            done.incrementAndGet();
          });
    }

    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).hasValue(2);
  }
}
