package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {

  private static final int WARM_UP = 2_000;
  private static final int STEPS = 10_000;

  @ParameterizedTest
  @EnumSource
  void tenThousandStepsAllocateNothing(Precision precision) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(
        threads.isThreadAllocatedMemorySupported(), "this JVM does not count allocated bytes");
    RandomSamples samples = new RandomSamples(WARM_UP + STEPS + 1, 64, 10);
    Network network =
        Network.of(
            Backends.create("java", precision),
            new SplitMix64(1),
            samples.inputShape(),
            new Linear(64, 32, true),
            new Linear(32, 10),
            new Softmax());
    long[] allocated = new long[2];
    Trainer.of(network, new Sgd(0.01))
        .listener(
            new TrainingListener() {
              @Override
              public void batchEnded(int epoch, int done, int size) {
                if (done == WARM_UP) {
                  allocated[0] = threads.getCurrentThreadAllocatedBytes();
                } else if (done == WARM_UP + STEPS) {
                  allocated[1] = threads.getCurrentThreadAllocatedBytes();
                }
              }
            })
        .build()
        .train(samples, 1);

    // The smallest object has 16 bytes, so one in every step would make 160,000. A few bytes in all
    // may be the JVM's own: deoptimisation can allocate an object that had been optimised away.
    assertThat(allocated[1] - allocated[0]).isLessThan(1_000);
  }
}
