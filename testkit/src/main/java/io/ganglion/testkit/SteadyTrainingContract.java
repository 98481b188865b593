package io.ganglion.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.ganglion.backend.Backends;
import io.ganglion.layer.Linear;
import io.ganglion.layer.Softmax;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.BackendProvider;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingListener;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a good backend promises beyond the {@linkplain BackendContract contract}: long training
 * gives the same weights as on the built-in backend, and the same bits each time, and a step
 * allocates nothing. If its library cannot keep one of the latter two promises, a backend says so
 * by overriding {@link #isReproducible} or {@link #bytesPerStep}, and on its page.
 */
public abstract class SteadyTrainingContract {

  private static final double LEARNING_RATE = 0.01;

  /** For subclasses. */
  protected SteadyTrainingContract() {}

  /**
   * Makes the provider of the backend under test.
   *
   * @return a new provider
   */
  protected abstract BackendProvider provider();

  /**
   * Whether the same training gives the same bits each time.
   *
   * @return true, unless overridden
   */
  protected boolean isReproducible() {
    return true;
  }

  /**
   * The most that the library allocates on the Java heap in one step on one sample, if that cannot
   * be avoided.
   *
   * @return a number of bytes; 0, unless overridden
   */
  protected long bytesPerStep() {
    return 0;
  }

  @ParameterizedTest
  @CsvSource({"FLOAT64, 1, 1e-10", "FLOAT64, 7, 1e-10", "FLOAT32, 1, 1e-4", "FLOAT32, 7, 1e-4"})
  @DisplayName("3,000 samples give the same weights as on the built-in backend")
  void leadsToTheWeightsOfTheBuiltInBackend(Precision precision, int batchSize, double tolerance) {
    double[] expected = train(Backends.create("java", precision), batchSize);

    assertArrayEquals(expected, train(create(precision), batchSize), tolerance);
  }

  @ParameterizedTest
  @CsvSource({"FLOAT64, 1", "FLOAT64, 32", "FLOAT32, 1", "FLOAT32, 32"})
  @DisplayName("the same training gives the same bits each time")
  void givesTheSameBitsAgain(Precision precision, int batchSize) {
    assumeTrue(
        isReproducible(), () -> provider().name() + " does not promise the same bits each time");

    assertArrayEquals(train(create(precision), batchSize), train(create(precision), batchSize));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("a training step allocates nothing on the Java heap, or no more than promised")
  void allocatesNothingInAStep(Precision precision) {
    Allocations allocations = new Allocations();
    try (Network network = network(create(precision))) {
      Trainer.of(network, new Sgd(LEARNING_RATE))
          .listener(allocations)
          .build()
          .train(new Digits(5 * Allocations.WINDOW), 1);
    }

    long most = bytesPerStep() * Allocations.WINDOW;
    assertTrue(
        allocations.bytes <= most,
        () ->
            String.format(
                Locale.ROOT,
                "%d bytes in %d steps, at most %d were promised",
                allocations.bytes,
                Allocations.WINDOW,
                most));
  }

  private Backend<?> create(Precision precision) {
    BackendProvider provider = provider();
    assumeTrue(
        provider.precisions().contains(precision),
        () -> provider.name() + " does not offer " + precision);
    return provider.create(precision);
  }

  private static Network network(Backend<?> backend) {
    return Network.of(
        backend,
        new SplitMix64(1),
        Shape.of(784),
        new Linear(784, 13),
        new Linear(13, 10, true),
        new Softmax());
  }

  private static double[] train(Backend<?> backend, int batchSize) {
    try (Network network = network(backend)) {
      Trainer.of(network, new Sgd(LEARNING_RATE))
          .batchSize(batchSize)
          .build()
          .train(new Digits(3_000), 1);
      return network.parameters().stream()
          .flatMapToDouble(parameter -> Arrays.stream(parameter.values()))
          .toArray();
    }
  }

  /**
   * Measures how much the training thread allocates in a window of steps, and keeps the least of
   * several windows: code that is not compiled yet may allocate, and occasionally the virtual
   * machine itself allocates once on behalf of a thread.
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

  /** Samples like handwritten digits: four in five numbers are 0, the others are in (0, 1). */
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
