package io.ganglion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Replacement under load is in the contract of every backend, in testkit. */
class SharedPredictorTest {

  private static Network times(double factor, int outputs) {
    Network network =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(1),
            new Linear(1, outputs));
    if (outputs == 1) {
      network.set(Map.of("0.weights", new double[] {factor}));
    }
    return network;
  }

  @Test
  void predictsWithTheNewNetworkAndClosesTheOldOne() {
    Network two = times(2, 1);
    Network three = times(3, 1);
    try (SharedPredictor predictor = new SharedPredictor(two)) {
      assertThat(predictor.predict(5)).containsExactly(10);
      predictor.replace(three);

      assertThat(predictor.predict(5)).containsExactly(15);
      double[] predictions = new double[2];
      predictor.predict(new double[] {1, 2}, 2, predictions);
      assertThat(predictions).containsExactly(3, 6);
      assertThatIllegalStateException().isThrownBy(() -> two.predict(5));
    }
    assertThatIllegalStateException().isThrownBy(() -> three.predict(5));
  }

  @Test
  void refusesANetworkThatCannotTakeThePlace() {
    Network two = times(2, 1);
    try (SharedPredictor predictor = new SharedPredictor(two);
        Network wider = times(1, 3)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> predictor.replace(wider))
          .withMessage(
              "the new network is from [1] to [3], expected one from [1] to [1] as before");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> predictor.replace(two))
          .withMessage("the new network has the parameters of the present one; give another");
      assertThat(predictor.predict(5)).containsExactly(10);
    }
  }

  @Test
  void refusesANetworkThatIsClosedOrBeingTrained() {
    Network closed = times(3, 1);
    closed.close();
    String isClosed = "the network is closed; make or open another one";
    assertThatIllegalStateException()
        .isThrownBy(() -> new SharedPredictor(closed))
        .withMessage(isClosed);
    try (SharedPredictor predictor = new SharedPredictor(times(2, 1));
        Network trained = times(3, 1)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> predictor.replace(closed))
          .withMessage(isClosed);
      Reservation training = trained.reserve();
      assertThatIllegalStateException()
          .isThrownBy(() -> predictor.replace(trained))
          .withMessageStartingWith("the network is being trained in the thread ");
      training.close();
      assertThat(predictor.predict(5)).containsExactly(10);
      assertThat(trained.predict(5)).containsExactly(15);
    }
  }

  /** Waits until a thread has ended, or waits for another; returns whether it has ended. */
  private static boolean ends(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      if (thread.getState() == Thread.State.TERMINATED) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  private static Thread started(Runnable action) {
    Thread thread = new Thread(action);
    thread.start();
    return thread;
  }

  @Test
  void aSlowPredictionHoldsUpNoPredictionWithTheNewNetwork() throws InterruptedException {
    CountDownLatch open = new CountDownLatch(1);
    Network slow =
        Network.of(
            Backends.create("java", Precision.FLOAT64),
            new SplitMix64(1),
            Shape.of(1),
            new Linear(1, 1),
            new Meanwhile(
                () -> {
                  try {
                    open.await();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }));
    slow.set(Map.of("0.weights", new double[] {2}));
    List<Double> answers = new CopyOnWriteArrayList<>();
    try (SharedPredictor predictor = new SharedPredictor(slow)) {
      Runnable prediction = () -> answers.add(predictor.predict(5)[0]);
      Thread first = started(prediction);
      assertThat(ends(first)).isFalse();
      Thread replacement = started(() -> predictor.replace(times(3, 1)));
      assertThat(ends(replacement)).isFalse();
      Thread second = started(prediction);
      try {
        assertThat(ends(second)).isTrue();
        assertThat(answers).containsExactly(15.0);
      } finally {
        open.countDown();
        first.join();
        replacement.join();
        second.join();
      }
    }
    assertThat(answers).containsExactly(15.0, 10.0);
    assertThatIllegalStateException().isThrownBy(() -> slow.predict(5));
  }

  @Test
  void saysThatItIsClosed() {
    SharedPredictor predictor = new SharedPredictor(times(2, 1));
    predictor.close();
    predictor.close();

    assertThatIllegalStateException()
        .isThrownBy(() -> predictor.predict(1))
        .withMessage("this predictor is closed; make another one");
    try (Network network = times(3, 1)) {
      assertThatIllegalStateException().isThrownBy(() -> predictor.replace(network));
      assertThat(network.predict(1)).containsExactly(3);
    }
  }
}
