package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * One kernel, called in several threads at once. Each result must have the bits that the same call
 * gave alone.
 */
final class Overlap implements AutoCloseable {

  /** More than the processors of a small machine, so that calls are also interrupted half way. */
  static final int THREADS = 4;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /**
   * What one thread does.
   *
   * @param backend the backend, which all threads share
   * @param call the kernel, and the values of its outputs before each call
   * @param inputs the storages of the inputs
   * @param outputs the storages of the outputs, which no other thread has
   * @param alone the outputs of the same call alone
   */
  record Turn(
      Backend<Object> backend,
      Call call,
      List<Object> inputs,
      List<Object> outputs,
      List<Matrix> alone) {

    /** Calls the kernel several times; fails at the first result that differs. */
    private void repeat(int times) {
      List<double[]> results = alone.stream().map(matrix -> matrix.values().clone()).toList();
      for (int time = 1; time <= times; time++) {
        for (int i = 0; i < outputs.size(); i++) {
          backend.write(call.outputs().get(i).values(), 0, outputs.get(i));
        }
        call.kernel().invocation().call(backend, inputs, outputs);
        for (int i = 0; i < outputs.size(); i++) {
          backend.read(outputs.get(i), results.get(i), 0);
          requireBits(alone.get(i), results.get(i), time);
        }
      }
    }

    private static void requireBits(Matrix expected, double[] actual, int time) {
      int i = Arrays.mismatch(expected.values(), actual);
      if (i >= 0) {
        throw new AssertionError(
            "element "
                + expected.place(i)
                + " of call "
                + time
                + " is "
                + actual[i]
                + ", but the same call alone gave "
                + expected.values()[i]);
      }
    }
  }

  /** Lets each thread take its turn, all at once; returns what each of them found to be wrong. */
  List<String> run(List<Turn> turns, int times) {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (Turn turn : turns) {
      tasks.add(
          () -> {
            start.await();
            turn.repeat(times);
            return null;
          });
    }
    List<String> found = new ArrayList<>();
    try {
      List<Future<Void>> ends = threads.invokeAll(tasks);
      for (int thread = 0; thread < THREADS; thread++) {
        try {
          ends.get(thread).get();
        } catch (ExecutionException e) {
          found.add(
              turns.get(thread).call()
                  + " in thread "
                  + thread
                  + " of "
                  + THREADS
                  + ": "
                  + wrong(e.getCause()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(
          "interrupted while " + turns.get(0).call() + " ran in " + THREADS + " threads", e);
    }
    return found;
  }

  private static String wrong(Throwable cause) {
    return cause instanceof AssertionError ? cause.getMessage() : "it threw " + cause;
  }

  /** Numbers the threads. */
  static IntStream threads() {
    return IntStream.range(0, THREADS);
  }

  /** Ends the threads. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
