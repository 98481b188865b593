package io.ganglion.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PredictorTest {

  private static final int INPUTS = 64;
  private static final int CLASSES = 10;

  private static Network network(Precision precision) {
    return Network.of(
        Backends.create("java", precision),
        new SplitMix64(1),
        Shape.of(INPUTS),
        new Linear(INPUTS, 32),
        new Linear(32, CLASSES, true),
        new Softmax());
  }

  private static double[][] samples(int count) {
    SplitMix64 random = new SplitMix64(2);
    double[][] samples = new double[count][INPUTS];
    for (double[] sample : samples) {
      // Some samples with many zeros and some with none, to take both paths through a product.
      double zeros = random.nextDouble();
      Arrays.setAll(sample, i -> random.nextDouble() < zeros ? 0 : random.nextDouble());
    }
    return samples;
  }

  @ParameterizedTest
  @EnumSource
  void eightThreadsPredictAMillionTimesWhatOneThreadPredicts(Precision precision) throws Exception {
    int threads = 8;
    int predictions = 500_000 / threads; // In each precision, so a million in all.
    Network network = network(precision);
    double[][] samples = samples(1000);
    double[][] expected = Arrays.stream(samples).map(network::predict).toArray(double[][]::new);
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> equal = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        int first = thread * 125;
        equal.add(
            pool.submit(
                () -> {
                  start.await();
                  int count = 0;
                  double[] prediction = new double[CLASSES];
                  try (Predictor predictor = network.predictor()) {
                    for (int i = 0; i < predictions; i++) {
                      int sample = (first + i) % samples.length;
                      predictor.predict(samples[sample], 1, prediction);
                      count += Arrays.equals(prediction, expected[sample]) ? 1 : 0;
                    }
                  }
                  return count;
                }));
      }
      for (Future<Integer> count : equal) {
        assertThat(count.get()).isEqualTo(predictions);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBatchIsPredictedLikeItsSamples(Precision precision) {
    Network network = network(precision);
    double[][] samples = samples(7);
    double[] row = Arrays.stream(samples).flatMapToDouble(Arrays::stream).toArray();
    double[] together = new double[7 * CLASSES];
    try (Predictor predictor = network.predictor()) {
      predictor.predict(new double[INPUTS], 1, new double[CLASSES]);
      predictor.predict(row, 7, together);
    }

    assertThat(network.predict(row, 7)).isEqualTo(together);
    for (int i = 0; i < 7; i++) {
      assertThat(Arrays.copyOfRange(together, i * CLASSES, (i + 1) * CLASSES))
          .isEqualTo(network.predict(samples[i]));
    }
  }

  @Test
  void aPredictorInUseByAnotherThreadSaysSoAndIsNotDisturbed() {
    List<Predictor> predictors = new ArrayList<>();
    List<Throwable> refusals = new ArrayList<>();
    Runnable intrusion =
        () -> {
          Predictor predictor = predictors.get(0);
          refusals.add(thrownInAnotherThread(() -> predictor.predict(1, 2)));
          refusals.add(thrownInAnotherThread(predictor::close));
        };
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(2),
            new Meanwhile(intrusion),
            new Softmax());

    try (Predictor predictor = network.predictor()) {
      predictors.add(predictor);
      assertThat(predictor.predict(5, 5)).containsExactly(0.5, 0.5);
    }

    assertThat(refusals)
        .hasSize(2)
        .allSatisfy(
            refusal ->
                assertThat(refusal)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                        "another thread is using this predictor; make one per thread with"
                            + " Network.predictor()"));
  }

  private static Throwable thrownInAnotherThread(Runnable action) {
    return CompletableFuture.runAsync(action)
        .handle((nothing, failure) -> failure.getCause())
        .join();
  }

  @Test
  void aPredictorPassesFromThreadToThread() {
    Network network = network(Precision.FLOAT64);
    double[] sample = samples(1)[0];
    try (Predictor predictor = network.predictor()) {
      for (int i = 0; i < 20; i++) {
        assertThat(CompletableFuture.supplyAsync(() -> predictor.predict(sample)).join())
            .isEqualTo(network.predict(sample));
      }
    }
  }
}
