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
 * Training in mini-batches, where products of matrices replace products of a matrix and a vector.
 * One operation is one sample, as in {@link PerSampleSgd}, so that the two can be compared.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class MiniBatch {

  private static final int SAMPLES = 10_240;

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

  /** The number of samples in a mini-batch. */
  @Param({"32", "256"})
  public int batch;

  private Samples samples;
  private Network trained;
  private Trainer trainer;

  /** Creates the state of one thread, for JMH. */
  public MiniBatch() {}

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
    trainer = Trainer.of(trained, new Sgd(PerSampleSgd.LEARNING_RATE)).batchSize(batch).build();
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
