package io.ganglion.benchmarks;

import io.ganglion.benchmarks.baseline.Baseline;
import io.ganglion.benchmarks.baseline.Program;
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
 * The step that {@link PerSampleSgd} measures, on the same samples and from the same weights, but
 * written by hand without Ganglion: in plain Java, and directly against each library.
 *
 * <p>The difference between a library here and the backend that uses it there is what Ganglion
 * costs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ByHand {

  /**
   * The program: {@code loops}, plain Java on all inputs; {@code sparse}, plain Java that skips
   * inputs of 0; {@code ejml}, {@code commons} or {@code nd4j}, code written against that library.
   */
  @Param({"loops", "sparse", "ejml", "commons", "nd4j"})
  public String program;

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
  private Baseline baseline;

  /** Creates the state of one thread, for JMH. */
  public ByHand() {}

  /**
   * Reads the samples and creates the program.
   *
   * @throws IOException if the samples cannot be read
   */
  @Setup(Level.Trial)
  public void make() throws IOException {
    Topology topology = Topology.of(network);
    samples = Digits.read(topology, input, PerSampleSgd.SAMPLES).samples(Scaling.BYTES);
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

  /** Frees the program's memory. */
  @TearDown(Level.Trial)
  public void close() {
    if (baseline != null) {
      baseline.close();
    }
  }
}
