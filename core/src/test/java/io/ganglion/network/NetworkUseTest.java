package io.ganglion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who may use a network while others do. */
class NetworkUseTest {

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** Two layers that double their input, with a gate between them. */
  private Network gated() {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(1),
            new Linear(1, 1),
            new Meanwhile(
                () -> {
                  inside.countDown();
                  await(open);
                }),
            new Linear(1, 1));
    network.set(Map.of("0.weights", new double[] {2}, "2.weights", new double[] {2}));
    return network;
  }

  private static Network linear() {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(1),
            new Linear(1, 1));
    network.set(Map.of("0.weights", new double[] {2}));
    return network;
  }

  private static Throwable thrownElsewhere(Runnable action) {
    return CompletableFuture.runAsync(action)
        .handle((nothing, failure) -> failure == null ? null : failure.getCause())
        .join();
  }

  /** Starts a thread, and returns when it waits for another. */
  private static Thread waiting(Runnable action, AtomicReference<Throwable> failure) {
    Thread thread = new Thread(action);
    thread.setUncaughtExceptionHandler((ignored, thrown) -> failure.set(thrown));
    thread.start();
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void closingWaitsForThePredictionThatIsRunning() throws InterruptedException {
    Network network = gated();
    CompletableFuture<double[]> prediction =
        CompletableFuture.supplyAsync(() -> network.predict(1.0));
    await(inside);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread one = waiting(network::close, failure);
    Thread other = waiting(network::close, failure);
    open.countDown();

    assertThat(prediction.join()).containsExactly(4);
    one.join();
    other.join();
    assertThat(failure).hasNullValue();
    assertThatIllegalStateException()
        .isThrownBy(() -> network.predict(1.0))
        .withMessage("the network is closed; make or open another one");
  }

  @Test
  void noPredictionSeesHalfOfTheNewValues() throws InterruptedException {
    Network network = gated();
    CompletableFuture<double[]> prediction =
        CompletableFuture.supplyAsync(() -> network.predict(1.0));
    await(inside);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Map<String, double[]> values =
        Map.of("0.weights", new double[] {3}, "2.weights", new double[] {3});
    Thread loading = waiting(() -> network.set(values), failure);
    open.countDown();

    assertThat(prediction.join()).containsExactly(4);
    loading.join();
    assertThat(failure).hasNullValue();
    assertThat(network.predict(1.0)).containsExactly(9);
  }

  @Test
  void aClosedNetworkRefusesEverythingButClosing() {
    Network network = linear();
    Predictor predictor = network.predictor();
    predictor.predict(1.0);
    network.close();

    List<Runnable> uses =
        List.of(
            () -> predictor.predict(1.0),
            () -> network.predict(1.0),
            () -> network.predict(new double[] {1, 2}, 2),
            () -> Propagation.forPrediction(network, 1).forward(),
            () -> Propagation.forTraining(network, 1, new SplitMix64(1)).forward(),
            network::values,
            () -> network.set(Map.of("0.weights", new double[] {1})),
            network::reserve);
    for (Runnable use : uses) {
      assertThatIllegalStateException()
          .isThrownBy(use::run)
          .withMessage("the network is closed; make or open another one");
    }
    network.close();
    predictor.close();
  }

  @Test
  void aReservedNetworkRefusesOtherThreadsUntilTheReservationEnds() {
    Network network = linear();
    Propagation before = Propagation.forTraining(network, 1, new SplitMix64(1));
    List<Runnable> uses = new ArrayList<>();
    uses.add(() -> network.predict(1.0));
    uses.add(network::values);
    uses.add(() -> network.set(Map.of("0.weights", new double[] {1})));
    uses.add(network::close);
    uses.add(network::reserve);
    uses.add(before::forward);
    Reservation reservation = network.reserve();
    try {
      for (Runnable use : uses) {
        assertThat(thrownElsewhere(use))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining(
                "is being trained in the thread '" + Thread.currentThread().getName());
      }
      assertThat(network.predict(1.0)).containsExactly(2);
      network.set(network.values());
      assertThatIllegalStateException().isThrownBy(network::close);
      assertThatIllegalStateException().isThrownBy(network::reserve);
      try (Propagation training = Propagation.forTraining(network, 1, new SplitMix64(1))) {
        assertThat(thrownElsewhere(training::forward)).isNull();
      }
    } finally {
      reservation.close();
      reservation.close();
    }
    for (Runnable use : uses.subList(0, 3)) {
      assertThat(thrownElsewhere(use)).isNull();
    }
  }

  @Test
  void valuesThatDoNotFitChangeNothing() {
    Network network = linear();
    Map<String, double[]> more = new HashMap<>(network.values());
    more.put("1.weights", new double[1]);
    for (Map<String, double[]> values :
        List.of(
            Map.<String, double[]>of(),
            Map.of("weights", new double[1]),
            Map.of("0.weights", new double[2]),
            more)) {
      assertThatIllegalArgumentException().isThrownBy(() -> network.set(values));
    }
    assertThat(network.values()).containsOnlyKeys("0.weights");
    assertThat(network.values().get("0.weights")).containsExactly(2);
  }

  @Test
  void networksThatShareParametersAreClosedTogether() {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Architecture.parse("input 2, linear 2, softmax"));
    Network logits = network.logits();
    network.close();
    logits.close();

    assertThatThrownBy(() -> logits.predict(1, 2)).hasMessageContaining("is closed");
  }
}
