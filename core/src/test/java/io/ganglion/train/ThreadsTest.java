package io.ganglion.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.ganglion.backend.Backends;
import io.ganglion.layer.Parameter;
import io.ganglion.loss.CrossEntropy;
import io.ganglion.network.Architecture;
import io.ganglion.network.Network;
import io.ganglion.network.Propagation;
import io.ganglion.optimizer.Adam;
import io.ganglion.optimizer.Optimizer;
import io.ganglion.optimizer.Sgd;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Tensor;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThreadsTest {

  private static final RandomSamples SAMPLES = new RandomSamples(500, 12, 4);

  private static Network network(Precision precision) {
    return Network.of(
        Backends.create("java", precision),
        new SplitMix64(1),
        Architecture.parse("input 12, linear 20 he, relu, dropout 0.5, linear 4, softmax"));
  }

  private static Network trained(
      Precision precision, Optimizer optimizer, int batchSize, int threads) {
    Network network = network(precision);
    Trainer.of(network, optimizer)
        .batchSize(batchSize)
        .shuffle(Shuffle.EPOCH)
        .threads(threads)
        .build()
        .train(SAMPLES, 2);
    return network;
  }

  @Property(tries = 40)
  void anyNumberOfThreadsGivesTheSameBits(
      @ForAll Precision precision,
      @ForAll boolean adam,
      @ForAll @IntRange(min = 1, max = 300) int batchSize,
      @ForAll @IntRange(min = 2, max = 9) int threads) {
    Optimizer optimizer = adam ? new Adam(0.01) : new Sgd(0.1);
    Network one = trained(precision, optimizer, batchSize, 1);
    Network many = trained(precision, optimizer, batchSize, threads);

    for (int i = 0; i < one.parameters().size(); i++) {
      assertThat(many.parameters().get(i).values()).isEqualTo(one.parameters().get(i).values());
    }
  }

  /** Cutting a batch changes the order in which gradients are added, and nothing else. */
  @Property(tries = 20)
  void aBatchInPartsIsLearntLikeAWholeOne(@ForAll @IntRange(min = 64, max = 300) int batchSize) {
    Architecture plain = Architecture.parse("input 12, linear 20, tanh, linear 4, softmax");
    Network parts =
        Network.of(Backends.create("java", Precision.FLOAT64), new SplitMix64(1), plain);
    Trainer.of(parts, new Sgd(0.1)).batchSize(batchSize).build().train(SAMPLES, 1);
    Network whole = Network.of(parts.backend(), new SplitMix64(1), plain);
    trainWhole(whole, batchSize, 0.1);

    for (int i = 0; i < whole.parameters().size(); i++) {
      assertThat(parts.parameters().get(i).values())
          .containsExactly(whole.parameters().get(i).values(), within(1e-12));
    }
  }

  /** Gradient descent by hand, with each whole batch in one matrix. */
  private static void trainWhole(Network network, int batchSize, double learningRate) {
    CrossEntropy loss = new CrossEntropy();
    for (int from = 0; from < SAMPLES.size(); from += batchSize) {
      int batch = Math.min(batchSize, SAMPLES.size() - from);
      double[] x = new double[batch * 12];
      double[] t = new double[batch * 4];
      double[] g = new double[batch * 4];
      try (Propagation propagation = Propagation.forTraining(network, batch, new SplitMix64(0));
          GradientBuffer gradients = new GradientBuffer(network.parameters())) {
        for (int i = 0; i < batch; i++) {
          SAMPLES.readInput(from + i, x, i * 12);
          SAMPLES.readTarget(from + i, t, i * 4);
        }
        propagation.input().write(x);
        propagation.forward();
        double[] p = propagation.output().toArray();
        for (int i = 0; i < batch; i++) {
          loss.gradient(p, t, g, i * 4, 4);
        }
        propagation.outputGradient().write(g);
        propagation.backward(gradients);
        for (Parameter parameter : network.parameters()) {
          Tensor.axpy(-learningRate / batch, gradients.get(parameter), parameter.tensor());
        }
      }
    }
  }

  @Test
  void severalThreadsReadTheSamples() {
    // Each of the two parts waits for the other: one thread alone would never reach the second.
    CountDownLatch both = new CountDownLatch(2);
    Set<Thread> readers = ConcurrentHashMap.newKeySet();
    Samples samples =
        new Watched(
            SAMPLES,
            sample -> {
              if (readers.add(Thread.currentThread())) {
                both.countDown();
                await(both);
              }
            });
    Trainer.of(network(Precision.FLOAT64), new Sgd(0.1))
        .batchSize(128)
        .threads(2)
        .build()
        .train(samples, 1);

    assertThat(readers).hasSize(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatAThreadThrowsEndsTheTraining() {
    Samples samples =
        new Watched(
            SAMPLES,
            sample -> {
              throw new IllegalStateException("sample " + sample + " cannot be read");
            });
    Trainer trainer =
        Trainer.of(network(Precision.FLOAT64), new Sgd(0.1)).batchSize(128).threads(4).build();

    assertThatIllegalStateException()
        .isThrownBy(() -> trainer.train(samples, 1))
        .withMessageMatching("sample \\d+ cannot be read");
  }

  @Test
  void needsAtLeastOneThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(network(Precision.FLOAT64), new Sgd(0.1)).threads(0))
        .withMessage("the number of threads must be at least 1, got 0");
  }
}
