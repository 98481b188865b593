package io.ganglion.benchmarks;

import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.benchmarks.peers.Peer;
import io.ganglion.model.Scaling;
import io.ganglion.spi.Precision;
import io.ganglion.train.Samples;
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
 * The step that {@link PerSampleSgd} measures, on the same samples and from the same weights, in
 * other frameworks. Their input arrays are created beforehand, so that only the framework's step is
 * measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class Peers {

  /** Fewer than in the other benchmarks, because these steps are slow. */
  private static final int SAMPLES = 1_000;

  /** The framework: {@code dl4j}; {@code encog}, in float64 only; {@code djl}, in float32 only. */
  @Param({"dl4j", "encog", "djl"})
  public String peer;

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

  private Peer framework;

  /** Creates the state of one thread, for JMH. */
  public Peers() {}

  /**
   * Reads the samples, sets the framework up, and checks that it learns the same as plain loops.
   *
   * @throws IOException if the samples cannot be read
   */
  @Setup(Level.Trial)
  public void make() throws IOException {
    Topology topology = Topology.of(network);
    Samples samples = Digits.read(topology, input, SAMPLES).samples(Scaling.BYTES);
    Sizes sizes = topology.sizes();
    Precision chosen = Precision.of(precision);
    framework =
        Peer.of(peer, chosen, sizes, topology.weights(), PerSampleSgd.LEARNING_RATE, samples);
    PeerCheck.requireEqual(peer, framework, chosen, topology, sizes, samples);
  }

  /**
   * Learns every sample once.
   *
   * @return a number that depends on the work, so that the work is not optimised away
   */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double step() {
    return framework.epoch();
  }

  /** Frees the framework's memory. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    if (framework != null) {
      framework.close();
    }
  }
}
