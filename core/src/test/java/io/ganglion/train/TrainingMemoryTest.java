package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.ganglion.backend.Backends;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Regularization;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Training frees what it holds outside the Java heap, even if it fails. */
class TrainingMemoryTest {

  private final Backend<?> java = Backends.create("java", Precision.FLOAT64);
  private final AtomicInteger storages = new AtomicInteger();
  private int most = Integer.MAX_VALUE;

  /** The java backend, with its storages counted, and limited to {@code most}. */
  private final Backend<?> backend =
      (Backend<?>)
          Proxy.newProxyInstance(
              Backend.class.getClassLoader(),
              new Class<?>[] {Backend.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("create") && storages.incrementAndGet() > most) {
                  storages.decrementAndGet();
                  throw new OutOfMemoryError("outside the heap");
                }
                if (method.getName().equals("release")) {
                  storages.decrementAndGet();
                }
                try {
                  return method.invoke(java, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });

  private final Network network =
      Network.of(backend, new SplitMix64(1), Architecture.parse("input 12, linear 4, softmax"));
  private final int before = storages.get();

  private Trainer trainer(Optimizer optimizer) {
    return Trainer.of(network, optimizer)
        .batchSize(130)
        .threads(2)
        .regularization(new Regularization(0.1, 0.1, 1, 1))
        .build();
  }

  @Test
  void isFreedAtTheEnd() {
    for (Optimizer optimizer : List.of(new Sgd(0.1), new Adam(0.1))) {
      trainer(optimizer).train(new RandomSamples(200, 12, 4), 2);

      assertThat(storages.get()).isEqualTo(before);
    }
  }

  @Test
  void isFreedIfTrainingDiverges() {
    RandomSamples broken = new RandomSamples(200, 12, 4);
    broken.input(150)[0] = Double.NaN;

    assertThatExceptionOfType(DivergenceException.class)
        .isThrownBy(() -> trainer(new Adam(0.1)).train(broken, 1));
    assertThat(storages.get()).isEqualTo(before);
  }

  @Test
  void isFreedIfThereIsNotEnough() {
    RandomSamples samples = new RandomSamples(200, 12, 4);
    Trainer trainer = trainer(new Adam(0.1));
    int refused = 0;
    for (boolean enough = false; !enough; ) {
      most = before + refused;
      try {
        trainer.train(samples, 1);
        enough = true;
      } catch (OutOfMemoryError e) {
        refused++;
      }
      assertThat(storages.get()).isEqualTo(before);
    }

    assertThat(refused).isGreaterThan(10);
  }
}
