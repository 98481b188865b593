package io.ganglion.backend.commons;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Samples;
import io.ganglion.train.Sgd;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonsTrainingTest {

  private static final double LEARNING_RATE = 0.01;

  @ParameterizedTest
  @CsvSource({"FLOAT64, 1, 1e-10", "FLOAT64, 7, 1e-10"})
  void leadsToTheWeightsOfTheBuiltInBackend(Precision precision, int batchSize, double tolerance) {
    double[][] expected = train("java", precision, batchSize);
    double[][] found = train("commons", precision, batchSize);

    assertThat(largestDifference(found, expected)).isLessThan(tolerance);
  }

  @Test
  void givesTheSameBitsAgain() {
    assertThat(train("commons", Precision.FLOAT64, 1))
        .isDeepEqualTo(train("commons", Precision.FLOAT64, 1));
  }

  @Test
  void allocatesAtMostAVisitorInAStep() {
    Allocations allocations = new Allocations();
    try (Network network = network("commons", Precision.FLOAT64)) {
      Trainer.of(network, new Sgd(LEARNING_RATE))
          .listener(allocations)
          .build()
          .train(new Digits(4 * Allocations.WINDOW), 1);
    }

    assertThat(allocations.bytes).isBetween(0L, 32L * Allocations.WINDOW);
  }

  private static Network network(String backend, Precision precision) {
    return Network.of(
        Backends.create(backend, precision),
        new SplitMix64(1),
        Shape.of(784),
        new Linear(784, 13),
        new Linear(13, 10, true),
        new Softmax());
  }

  private static double largestDifference(double[][] found, double[][] expected) {
    double largest = 0;
    for (int p = 0; p < expected.length; p++) {
      for (int i = 0; i < expected[p].length; i++) {
        largest = Math.max(largest, Math.abs(found[p][i] - expected[p][i]));
      }
    }
    return largest;
  }

  private static double[][] train(String backend, Precision precision, int batchSize) {
    try (Network network = network(backend, precision)) {
      Trainer.of(network, new Sgd(LEARNING_RATE))
          .batchSize(batchSize)
          .build()
          .train(new Digits(3_000), 1);
      return network.parameters().stream().map(p -> p.values()).toArray(double[][]::new);
    }
  }

  /**
   * Measures what the training thread allocates in a window of steps, and keeps the least of several
   * windows: now and then the virtual machine itself allocates a little, once, on behalf of a thread.
   */
  private static final class Allocations implements TrainingListener {

    private static final int WINDOW = 10_000;

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private long before;
    private long bytes = Long.MAX_VALUE;

    @Override
    public void batchEnded(int epoch, int done, int samples) {
      if (done % WINDOW == 0) {
        long allocated = threads.getCurrentThreadAllocatedBytes();
        if (done > WINDOW) {
          bytes = Math.min(bytes, allocated - before);
        }
        before = allocated;
      }
    }
  }

  /** Samples like handwritten digits: four numbers in five are 0, the others in (0, 1). */
  private record Digits(int size) implements Samples {

    @Override
    public Shape inputShape() {
      return Shape.of(784);
    }

    @Override
    public Shape targetShape() {
      return Shape.of(10);
    }

    @Override
    public void readInput(int sample, double[] destination, int offset) {
      int hash = sample * 31;
      for (int j = 0; j < 784; j++) {
        hash = hash * 1664525 + 1013904223;
        int bits = hash >>> 16;
        destination[offset + j] = bits % 5 == 0 ? bits / 65536.0 : 0;
      }
    }

    @Override
    public void readTarget(int sample, double[] destination, int offset) {
      Arrays.fill(destination, offset, offset + 10, 0);
      destination[offset + sample % 10] = 1;
    }
  }
}
