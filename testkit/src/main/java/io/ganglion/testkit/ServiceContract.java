package io.ganglion.testkit;

import io.ganglion.layer.Linear;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.network.SharedPredictor;
import io.ganglion.random.SplitMix64;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules for a backend in a service: many threads predict while networks are replaced, loaded
 * and closed.
 *
 * <p>Network k has two linear layers, all of whose weights are c = 1, 2 or 8. Its answer to ones is
 * c² times the numbers of inputs and of hidden units: exact in every precision, and another one if
 * any two networks are mixed.
 */
public abstract class ServiceContract extends AreaContract {

  private static final int THREADS = 8;

  private static final int REPLACEMENTS = 1000;
  private static final int CLOSINGS = 50;
  private static final int INPUTS = 64;
  private static final int HIDDEN = 32;
  private static final int OUTPUTS = 8;
  private static final int[] BATCHES = {1, 3};
  private static final double[] C = {1, 2, 8};

  private static final double[] ANSWERS =
      IntStream.range(0, C.length).mapToDouble(ServiceContract::answer).toArray();

  private static final String ADVICE =
      "that kernels use no buffer that threads share, and keep nothing that was derived from a"
          + " storage which has since been written or released.";

  /** Null if the backend is not available. */
  private ExecutorService threads;

  private CountedStorages storages;

  /** For subclasses. */
  protected ServiceContract() {}

  /** Starts the threads. */
  @BeforeEach
  void start() {
    threads = Executors.newCachedThreadPool();
    storages = new CountedStorages(workspace().backend());
  }

  /** Ends the threads, including those that a failing rule left behind. */
  @AfterEach
  void stop() {
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  @Test
  @DisplayName("each answer is one network's while networks are replaced, and all memory is freed")
  void replacedNetworksAreNotMixed() {
    SharedPredictor predictor = new SharedPredictor(network(0));
    whilePredicting(
        thread -> predictor::predict,
        replacement -> {
          predictor.replace(network(replacement));
          requireNetwork(replacement, predictor.predict(ones(1)));
        });
    predictor.close();
    requireFreed();
  }

  @Test
  @DisplayName("each answer is made with all old or all new weights while weights are loaded")
  void loadedWeightsAreNotMixed() {
    List<Predictor> predictors = new ArrayList<>();
    try (Network network = network(0)) {
      requireNetwork(0, network.predict(ones(1)));
      for (int thread = 0; thread < THREADS; thread++) {
        predictors.add(network.predictor());
      }
      whilePredicting(
          thread -> predictors.get(thread)::predict,
          replacement -> {
            network.set(values(replacement));
            requireNetwork(replacement, network.predict(ones(1)));
          });
    }
    predictors.forEach(Predictor::close);
    requireFreed();
  }

  @Test
  @DisplayName("a network that is closed under predictions answers rightly or refuses")
  void closedNetworksAnswerOrRefuse() {
    for (int i = 0; i < CLOSINGS; i++) {
      int k = i;
      Network network = network(k);
      Semaphore permits = new Semaphore(0);
      List<Future<Void>> ends = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        ends.add(threads.submit(() -> untilClosed(k, network, permits)));
      }
      permits.release(4 * THREADS);
      for (int closing = 0; closing < 2; closing++) {
        ends.add(
            threads.submit(
                () -> {
                  network.close();
                  permits.release(THREADS);
                  return null;
                }));
      }
      join(ends);
    }
    requireFreed();
  }

  /** A prediction of a batch into an array. */
  private interface Prediction {
    void predict(double[] samples, int batch, double[] predictions);
  }

  /**
   * Lets all threads predict while another replaces, with up to as many predictions as threads for
   * each replacement, and at least one.
   */
  private void whilePredicting(IntFunction<Prediction> predictions, IntConsumer replace) {
    Semaphore permits = new Semaphore(0);
    Semaphore made = new Semaphore(0);
    AtomicBoolean over = new AtomicBoolean();
    List<Future<Void>> ends = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Prediction prediction = predictions.apply(thread);
      int batch = BATCHES[thread % BATCHES.length];
      double[] y = new double[batch * OUTPUTS];
      ends.add(
          threads.submit(
              () -> {
                try {
                  for (permits.acquire(); !over.get(); permits.acquire()) {
                    prediction.predict(ones(batch), batch, y);
                    requireOneNetwork(y, ANSWERS);
                    made.release();
                  }
                  return null;
                } finally {
                  made.release(REPLACEMENTS); // A thread that fails leaves nobody waiting.
                }
              }));
    }
    for (int replacement = 1; replacement <= REPLACEMENTS; replacement++) {
      permits.release(THREADS);
      replace.accept(replacement);
      made.acquireUninterruptibly();
    }
    over.set(true);
    permits.release(THREADS);
    join(ends);
  }

  /** Predicts with network k until it refuses because it is closed. */
  private static Void untilClosed(int k, Network network, Semaphore permits)
      throws InterruptedException {
    double[] y = new double[OUTPUTS];
    try (Predictor predictor = network.predictor()) {
      while (true) {
        permits.acquire();
        predictor.predict(ones(1), 1, y);
        requireOneNetwork(y, new double[] {answer(k)});
      }
    } catch (IllegalStateException e) {
      if (!e.getMessage().startsWith("the network is closed")) {
        throw e;
      }
      return null;
    }
  }

  private static double[] ones(int batch) {
    double[] ones = new double[batch * INPUTS];
    Arrays.fill(ones, 1);
    return ones;
  }

  private Network network(int k) {
    Network network =
        Network.of(
            storages.backend(),
            new SplitMix64(1),
            Shape.of(INPUTS),
            new Linear(INPUTS, HIDDEN),
            new Linear(HIDDEN, OUTPUTS));
    network.set(values(k));
    return network;
  }

  private static Map<String, double[]> values(int k) {
    double[] first = new double[INPUTS * HIDDEN];
    double[] second = new double[HIDDEN * OUTPUTS];
    Arrays.fill(first, C[k % C.length]);
    Arrays.fill(second, C[k % C.length]);
    return Map.of("0.weights", first, "1.weights", second);
  }

  private static double answer(int k) {
    return C[k % C.length] * C[k % C.length] * INPUTS * HIDDEN;
  }

  /** Fails unless all numbers are the answer of one of the networks that may answer. */
  private static void requireOneNetwork(double[] y, double[] answers) {
    for (double answer : answers) {
      if (Arrays.stream(y).allMatch(value -> value == answer)) {
        return;
      }
    }
    throw new AssertionError(
        "a prediction is "
            + Arrays.toString(y)
            + ", expected all of them to be one of "
            + Arrays.toString(answers));
  }

  private void requireNetwork(int k, double[] y) {
    workspace()
        .requireBits(
            "prediction after " + k + " of " + REPLACEMENTS + " replacements",
            Matrix.filled(1, OUTPUTS, answer(k)),
            new Matrix(1, OUTPUTS, y),
            ADVICE);
  }

  private void requireFreed() {
    workspace()
        .require(
            storages.live() == 0 && storages.releasedTwice() == 0,
            "of the storages of closed networks and predictors, "
                + storages.live()
                + " were not released, and "
                + storages.releasedTwice()
                + " were released twice",
            "that no kernel fails while a network is closed.");
  }

  private void join(List<Future<Void>> answers) {
    try {
      for (Future<Void> answer : answers) {
        answer.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while threads predicted", e);
    } catch (ExecutionException e) {
      throw new AssertionError(
          workspace().backend().name()
              + ", in one of "
              + THREADS
              + " threads: "
              + e.getCause().getMessage()
              + ". If this fails, check "
              + ADVICE,
          e.getCause());
    }
  }
}
