package io.ganglion.benchmarks;

import io.ganglion.benchmarks.baseline.Baseline;
import io.ganglion.benchmarks.baseline.Program;
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
 * What {@link PerSampleSgd} measures, on the same samples from the same weights, without Ganglion: by
 * hand in plain Java, and by hand against each library.
 *
 * <p>The pair of a library here and the backend over it there is what Ganglion costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ByHand {

  /**
   * Whose operations: {@code loops}, plain Java on all inputs; {@code sparse}, the same skipping
   * inputs of 0; {@code ejml}; {@code commons}; {@code nd4j}.
   */
  @Param({"loops", "sparse", "ejml", "commons", "nd4j"})
  public String program;

  /** In what precision. */
  @Param({"float64", "float32"})
  public String precision;

  /** Which network: {@code original}, {@code wide} or {@code small}. */
  @Param("original")
  public String network;

  /** What it learns: {@code mnist}, four pixels in five of which are 0, or {@code dense}. */
  @Param("mnist")
  public String input;

  private Samples samples;
  private Baseline baseline;

  /** Makes the state of one thread, as JMH asks for it. */
  public ByHand() {}

  /**
   * Reads the samples and makes the program ready.
   *
   * @throws IOException if the samples cannot be read
   */
  @Setup(Level.Trial)
  public void make() throws IOException {
    Topology topology = Topology.of(network);
    samples = Digits.read(topology, input, PerSampleSgd.SAMPLES).samples();
    baseline =
        Program.of(program)
            .start(
                Precision.of(precision),
                topology.sizes(),
                topology.weights(),
                PerSampleSgd.LEARNING_RATE);
  }

  /**
   * Learns every sample once.
   *
   * @return the mean loss
   */
  @Benchmark
  @OperationsPerInvocation(PerSampleSgd.SAMPLES)
  public double step() {
    return baseline.epoch(samples);
  }

  /** Gives back the memory of the program. */
  @TearDown(Level.Trial)
  public void close() {
    if (baseline != null) {
      baseline.close();
    }
  }
}
