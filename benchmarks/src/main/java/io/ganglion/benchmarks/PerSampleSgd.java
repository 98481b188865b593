package io.ganglion.benchmarks;

import io.ganglion.backend.Backends;
import io.ganglion.model.Scaling;
import io.ganglion.network.Network;
import io.ganglion.optimizer.Sgd;
import io.ganglion.spi.Precision;
import io.ganglion.train.Samples;
import io.ganglion.train.Trainer;
import io.ganglion.train.TrainingResult;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Stochastic gradient descent on one sample at a time, Ganglion's main benchmark. One operation is
 * one sample through the public {@link Trainer}: its bytes become numbers, then forward, loss,
 * backward, update.
 *
 * <p>An invocation is an epoch of {@value #SAMPLES} samples in their given order, with the original
 * program's learning rate. It includes what the trainer does once an epoch (create its buffers,
 * check the weights for NaN), as users get it: 6 bytes an operation with the original network.
 *
 * <p>If a backend is unavailable, or does not support the precision, its benchmark fails with the
 * reason, and JMH continues with the others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class PerSampleSgd {

  /** The number of samples in one invocation. */
  static final int SAMPLES = 10_000;

  /** The original program's learning rate, η. */
  static final double LEARNING_RATE = 0.000125;

  /** The name of the backend. */
  @Param({"java", "vector", "ejml", "commons", "nd4j"})
  public String backend;

  /** The precision: {@code float64} or {@code float32}. */
  @Param({"float64", "float32"})
  public String precision;

  /** The network: {@code original}, {@code wide} or {@code small}. */
  @Param("original")
  public String network;

  /**
   * The input: {@code mnist}, in which four pixels in five are 0, or {@code dense}, which has no
   * zeros.
   */
  @Param("mnist")
  public String input;

  private Samples samples;
  private Network trained;
  private Trainer trainer;

  /** Creates the state of one thread, for JMH. */
  public PerSampleSgd() {}

  /**
   * Reads the samples and creates the network.
   *
   * @throws IOException if the samples cannot be read
   */
  @Setup(Level.Trial)
  public void make() throws IOException {
    Topology topology = Topology.of(network);
    samples = Digits.read(topology, input, SAMPLES).samples(Scaling.BYTES);
    trained = topology.network(Backends.create(backend, Precision.of(precision)));
    trainer = Trainer.of(trained, new Sgd(LEARNING_RATE)).build();
  }

  /**
   * Learns every sample once.
   *
   * @return the epoch's result
   */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public TrainingResult step() {
    return trainer.train(samples, 1);
  }

  /** Frees the network's memory. */
  @TearDown(Level.Trial)
  public void close() {
    if (trained != null) {
      trained.close();
    }
  }
}
