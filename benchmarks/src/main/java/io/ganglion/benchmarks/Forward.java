package io.ganglion.benchmarks;

import io.ganglion.backend.Backends;
import io.ganglion.metric.Decision;
import io.ganglion.network.Network;
import io.ganglion.network.Predictor;
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
 * Prediction alone: one operation is one sample through a {@link Predictor}, from its bytes to its
 * class, in batches of one or more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class Forward {

  private static final int SAMPLES = 1024;

  /** Which backend computes. */
  @Param({"java", "vector", "ejml", "commons", "nd4j"})
  public String backend;

  /** In what precision. */
  @Param({"float64", "float32"})
  public String precision;

  /** Which network: {@code original}, {@code wide} or {@code small}. */
  @Param("original")
  public String network;

  /** What it is given: {@code mnist}, four pixels in five of which are 0, or {@code dense}. */
  @Param("mnist")
  public String input;

  /** How many samples are predicted at once. */
  @Param({"1", "32"})
  public int batch;

  private Samples samples;
  private Network trained;
  private Predictor predictor;
  private double[] x;
  private double[] p;

  /** Makes the state of one thread, as JMH asks for it. */
  public Forward() {}

  /**
   * Reads the samples and makes the network.
   *
   * @throws IOException if the samples cannot be read
   */
  @Setup(Level.Trial)
  public void make() throws IOException {
    Topology topology = Topology.of(network);
    samples = Digits.read(topology, input, SAMPLES).samples();
    trained = topology.network(Backends.create(backend, Precision.of(precision)));
    predictor = trained.predictor();
    x = new double[batch * topology.inputs()];
    p = new double[batch * Topology.OUTPUTS];
  }

  /**
   * Predicts every sample.
   *
   * @return the sum of the classes, so that none is left out
   */
  @Benchmark
  @OperationsPerInvocation(SAMPLES)
  public int predict() {
    int inputs = x.length / batch;
    int sum = 0;
    for (int from = 0; from < SAMPLES; from += batch) {
      for (int i = 0; i < batch; i++) {
        samples.readInput(from + i, x, i * inputs);
      }
      predictor.predict(x, batch, p);
      for (int i = 0; i < batch; i++) {
        sum += Decision.argmax(p, i * Topology.OUTPUTS, Topology.OUTPUTS);
      }
    }
    return sum;
  }

  /** Gives back the memory of the network. */
  @TearDown(Level.Trial)
  public void close() {
    if (trained != null) {
      predictor.close();
      trained.close();
    }
  }
}
