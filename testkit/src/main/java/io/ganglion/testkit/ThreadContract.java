package io.ganglion.testkit;

import io.ganglion.spi.Activations;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules for a backend that many threads use at once. */
public abstract class ThreadContract extends AreaContract {

  /** The number of threads; all call the same kernels in the same order. */
  static final int THREADS = 8;

  private static final int ROUNDS = 5;

  /** Null if the backend is not available. */
  private ExecutorService threads;

  /** For subclasses. */
  protected ThreadContract() {}

  /** Starts the threads. */
  @BeforeEach
  void start() {
    threads = Executors.newFixedThreadPool(THREADS);
  }

  /** Ends the threads, including those that a failing rule left waiting. */
  @AfterEach
  void stop() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("many threads can read the same storages at once, each with its own output")
  void manyThreadsReadTheSameStorages() {
    for (Call call : calls()) {
      for (int round = 0; round < ROUNDS; round++) {
        // Written again, for a backend that derives something on an operand's first use.
        List<Object> inputs = workspace().store(call.inputs());
        List<Matrix> expected = workspace().run(call);
        requireEqual(
            call,
            thread -> expected,
            thread -> inputs,
            thread -> workspace().store(call.outputs()));
        workspace().close();
      }
    }
  }

  @Test
  @DisplayName("threads with their own storages do not disturb each other")
  void threadsWithTheirOwnStoragesDoNotDisturbEachOther() {
    List<List<Call>> calls = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      calls.add(calls());
    }
    for (int kernel = 0; kernel < calls.get(0).size(); kernel++) {
      for (int round = 0; round < ROUNDS; round++) {
        int k = kernel;
        List<List<Matrix>> expected =
            calls.stream().map(ofThread -> workspace().run(ofThread.get(k))).toList();
        requireEqual(
            calls.get(0).get(kernel),
            expected::get,
            thread -> workspace().store(calls.get(thread).get(k).inputs()),
            thread -> workspace().store(calls.get(thread).get(k).outputs()));
        workspace().close();
      }
    }
  }

  /** Lets all threads call one kernel at once; each must get the same bits as a single thread. */
  private void requireEqual(
      Call call,
      IntFunction<List<Matrix>> expected,
      IntFunction<List<Object>> inputs,
      IntFunction<List<Object>> outputs) {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<Void>> tasks = new ArrayList<>();
    List<List<Object>> results = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      List<Object> in = inputs.apply(thread);
      List<Object> out = outputs.apply(thread);
      results.add(out);
      tasks.add(
          () -> {
            start.await();
            call.kernel().invocation().call(workspace().backend(), in, out);
            return null;
          });
    }
    String advice =
        "that the backend uses no buffer that threads share, and that data derived from an input"
            + " is published safely.";
    try {
      for (Future<Void> future : threads.invokeAll(tasks)) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + call + " ran in " + THREADS + " threads", e);
    } catch (ExecutionException e) {
      throw new AssertionError(
          call
              + " in one of "
              + THREADS
              + " threads: "
              + e.getCause()
              + ". If this fails, check "
              + advice,
          e.getCause());
    }
    for (int thread = 0; thread < THREADS; thread++) {
      for (int i = 0; i < results.get(thread).size(); i++) {
        workspace()
            .requireBits(
                call + " in thread " + thread + " of " + THREADS,
                expected.apply(thread).get(i),
                workspace().load(results.get(thread).get(i)),
                advice);
      }
    }
  }

  private List<Call> calls() {
    Matrix x = workspace().matrix(5, 64, Fill.SPARSE);
    Matrix one = workspace().matrix(1, 64, Fill.SPARSE);
    Matrix dense = workspace().matrix(5, 64, Fill.REALS);
    Matrix w = workspace().matrix(64, 13, Fill.REALS);
    Matrix gy = workspace().matrix(5, 13, Fill.REALS);
    Matrix g1 = workspace().matrix(1, 13, Fill.REALS);
    return List.of(
        new Call(Kernels.copy(), List.of(dense), List.of(x)),
        new Call(Kernels.scale(-0.5), List.of(), List.of(dense)),
        new Call(Kernels.axpy(2), List.of(x), List.of(dense)),
        new Call(Kernels.multiply(), List.of(dense, x), List.of(dense)),
        new Call(Kernels.reshape(), List.of(dense), List.of(workspace().matrix(64, 5, Fill.REALS))),
        new Call(ActivationKernels.activate(Activations.SIGMOID), List.of(dense), List.of(x)),
        new Call(
            ActivationKernels.activationGradient(Activations.TANH),
            List.of(dense, x, dense),
            List.of(x)),
        new Call(
            ActivationKernels.activationGradient(new OwnActivation()),
            List.of(dense, x, dense),
            List.of(x)),
        new Call(Kernels.addRow(), List.of(g1), List.of(gy)),
        new Call(Kernels.columnSums(0.5, 1), List.of(gy), List.of(g1)),
        new Call(Kernels.softmax(), List.of(dense), List.of(x)),
        new Call(Kernels.softmaxGradient(), List.of(dense, x), List.of(x)),
        new Call(ProductKernels.linear(), List.of(dense, w), List.of(gy)),
        new Call(ProductKernels.linearGradient(), List.of(gy, w), List.of(dense)),
        new Call(ProductKernels.rankUpdate(2, 1), List.of(dense, gy), List.of(w)),
        new Call(ProductKernels.linear(), List.of(x, w), List.of(gy)),
        new Call(ProductKernels.linear(), List.of(one, w), List.of(g1)),
        new Call(ProductKernels.linearGradient(), List.of(g1, w), List.of(one)),
        new Call(ProductKernels.rankUpdate(-0.25, 1), List.of(one, g1), List.of(w)),
        new Call(ProductKernels.linearGradientAndUpdate(-0.25), List.of(x, gy), List.of(dense, w)),
        new Call(
            Kernels.adaptiveUpdate(-0.25, 0.5, 0.75, 1e-8),
            List.of(x),
            List.of(dense, dense.map(Math::abs), x)));
  }
}
