package io.ganglion.benchmarks;

import io.ganglion.benchmarks.baseline.Sizes;
import io.ganglion.benchmarks.peers.Peer;
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
 * What {@link PerSampleSgd} measures, on the same samples from the same weights, in other frameworks.
 * Their arrays of inputs are made before, so that what is measured is the framework's step.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class Peers {

  /** Fewer than elsewhere: these steps are long. */
  private static final int SAMPLES = 1_000;

  /** Which framework: {@code dl4j}; {@code encog}, float64 alone; {@code djl}, float32 alone. */
  @Param({"dl4j", "encog", "djl"})
  public String peer;

  /** In what precision. */
  @Param({"float64", "float32"})
  public String precision;

  /** Which network: {@code original}, {@code wide} or {@code small}. */
  @Param("original")
  public String network;

  /** What it learns: {@code mnist}, four pixels in five of which are 0, or {@code dense}. */
  @Param("mnist")
  public String input;

  private Peer framework;

  /** Makes the state of one thread, as JMH asks for it. */
  public Peers() {}

  /**
   * Reads the samples, makes the framework ready, and sees whether it learns what plain loops learn.
   *
   * @throws IOException if the samples cannot be read
   */
  @Setup(Level.Trial)
  public void make() throws IOException {
    Topology topology = Topology.of(network);
    Samples samples = Digits.read(topology, input, SAMPLES).samples();
    Sizes sizes = topology.sizes();
    Precision chosen = Precision.of(precision);
    framework =
        Peer.of(peer, chosen, sizes, topology.weights(), PerSampleSgd.LEARNING_RATE, samples);
    PeerCheck.requireEqual(peer, framework, chosen, topology, sizes, samples);
  }

  /**
   * Learns every sample once.
   *
   * @return something that depends on the work
   */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public double step() {
    return framework.epoch();
  }

  /** Gives back the memory of the framework. */
  @TearDown(Level.Trial)
  public void close() throws Exception {
    if (framework != null) {
      framework.close();
    }
  }
}
