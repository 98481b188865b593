package io.ganglion.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Native memory is freed neither under a running product nor twice: either would kill the JVM. */
class Nd4jClosingTest {

  private static final int SIZE = 2000;

  @ParameterizedTest
  @EnumSource
  void aNetworkIsClosedFromTwoThreadsInTheMiddleOfLargeProducts(Precision precision) {
    for (int i = 0; i < 4; i++) {
      Network network =
          Network.of(
              Backends.create("nd4j", precision),
              new SplitMix64(1),
              Shape.of(SIZE),
              new Linear(SIZE, SIZE));
      double[] weights = new double[SIZE * SIZE];
      Arrays.fill(weights, 1);
      network.set(Map.of("0.weights", weights));
      CountDownLatch predicting = new CountDownLatch(1);
      CompletableFuture<Throwable> end =
          CompletableFuture.supplyAsync(() -> predictUntilRefused(network, predicting));
      CompletableFuture<Void> one = CompletableFuture.runAsync(() -> close(network, predicting));
      close(network, predicting);
      one.join();

      assertThat(end.join())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("the network is closed");
    }
  }

  private static void close(Network network, CountDownLatch predicting) {
    try {
      predicting.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    network.close();
  }

  private static Throwable predictUntilRefused(Network network, CountDownLatch predicting) {
    double[] x = new double[SIZE];
    double[] y = new double[SIZE];
    Arrays.fill(x, 1);
    try (Predictor predictor = network.predictor()) {
      while (true) {
        predictor.predict(x, 1, y);
        assertThat(y).containsOnly(SIZE);
        predicting.countDown();
      }
    } catch (IllegalStateException e) {
      return e;
    } finally {
      predicting.countDown();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTensorIsClosedOnceByManyThreads(Precision precision) {
    for (int i = 0; i < 200; i++) {
      Tensor tensor = Tensor.zeros(Backends.create("nd4j", precision), Shape.of(100, 100));
      CyclicBarrier together = new CyclicBarrier(2);
      Runnable close =
          () -> {
            try {
              together.await();
            } catch (Exception e) {
              throw new AssertionError(e);
            }
            tensor.close();
          };
      CompletableFuture<Void> other = CompletableFuture.runAsync(close);
      close.run();
      other.join();
    }
  }
}
