package io.ganglion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Storage outside the Java heap is freed, even if there is not enough of it. */
class MemoryTest {

  private final Backend<?> java = Backends.create("java", Precision.FLOAT64);
  private int storages;
  private int created;
  private int most = Integer.MAX_VALUE;

  /** The java backend, with its storages counted, and limited to {@code most}. */
  private final Backend<?> backend =
      (Backend<?>)
          Proxy.newProxyInstance(
              Backend.class.getClassLoader(),
              new Class<?>[] {Backend.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("create") && storages == most) {
                  throw new OutOfMemoryError("outside the heap");
                }
                storages += method.getName().equals("create") ? 1 : 0;
                created += method.getName().equals("create") ? 1 : 0;
                storages -= method.getName().equals("release") ? 1 : 0;
                try {
                  return method.invoke(java, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });

  private Network network() {
    return Network.of(
        backend,
        new SplitMix64(1),
        Shape.of(3),
        new Linear(3, 5, true),
        new Linear(5, 2, true),
        new Softmax());
  }

  @Test
  void closingFreesEveryStorage() {
    try (Network network = network();
        Predictor predictor = network.predictor();
        Propagation training = Propagation.forTraining(network, 7, new SplitMix64(1))) {
      predictor.predict(new double[6], 2, new double[4]);
      predictor.predict(1, 2, 3);
      training.forward();
      assertThat(storages).isPositive();
    }

    assertThat(storages).isZero();
  }

  @Test
  void aPredictorKeepsTheMemoryOfTheLastFourBatchSizes() {
    try (Network network = network()) {
      Predictor predictor = network.predictor();
      int parameters = storages;
      predict(predictor, 1);
      int one = storages - parameters;
      predict(predictor, 3, 1, 5, 7, 3, 1, 7, 5);
      assertThat(storages - parameters).isEqualTo(4 * one);
      int before = created;
      for (int i = 0; i < 100; i++) {
        predict(predictor, 1, 3, 7, 5, 1, 1);
      }
      assertThat(created).isEqualTo(before);

      // 3 has not been used for longest.
      predict(predictor, 7, 5, 1, 9);
      assertThat(storages - parameters).isEqualTo(4 * one);
      assertThat(created - before).isEqualTo(one);
      predict(predictor, 1, 5, 7, 9);
      assertThat(created - before).isEqualTo(one);
      predict(predictor, 3);
      assertThat(created - before).isEqualTo(2 * one);

      predictor.close();
      assertThat(storages).isEqualTo(parameters);
      predict(predictor, 2);
      assertThat(storages - parameters).isEqualTo(one);
      predictor.close();
    }
    assertThat(storages).isZero();
  }

  @Test
  void aPredictorThatCouldNotAllocateStillWorksAndIsFreed() {
    try (Network network = network();
        Predictor predictor = network.predictor()) {
      predict(predictor, 1, 2, 3, 4);
      int full = storages;
      most = full - 1;
      assertThatThrownBy(() -> predict(predictor, 5)).isInstanceOf(OutOfMemoryError.class);
      most = full;
      predict(predictor, 4, 3, 2, 5, 1);
      assertThat(storages).isEqualTo(full);
    }
    assertThat(storages).isZero();
  }

  private static void predict(Predictor predictor, int... batches) {
    for (int batch : batches) {
      predictor.predict(new double[3 * batch], batch, new double[2 * batch]);
    }
  }

  @Test
  void aNetworkOrPropagationThatCouldNotBeCompletedIsFreed() {
    for (most = 0; most < 4; most++) {
      assertThatThrownBy(this::network).isInstanceOf(OutOfMemoryError.class);
      assertThat(storages).isZero();
    }
    try (Network network = network()) {
      assertThat(storages).isEqualTo(4);
      for (most = 4; most < 4 + 7; most++) {
        assertThatThrownBy(() -> Propagation.forTraining(network, 7, new SplitMix64(1)))
            .isInstanceOf(OutOfMemoryError.class);
        assertThat(storages).isEqualTo(4);
      }
      Propagation.forTraining(network, 7, new SplitMix64(1)).close();
    }
  }

  @Test
  void aTensorWithTooFewValuesLeavesNoStorageBehind() {
    assertThatThrownBy(() -> Tensor.of(backend, Shape.of(2, 2), 1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(storages).isZero();
  }
}
