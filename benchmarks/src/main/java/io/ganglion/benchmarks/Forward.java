package io.ganglion.benchmarks;

import io.ganglion.backend.Backends;
import io.ganglion.metric.Decision;
import io.ganglion.model.Scaling;
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
 * Prediction alone: one operation predicts one sample through a {@link Predictor}, from its bytes
 * to its class, in batches of one or more.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 5, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class Forward {

  private static final int SAMPLES = 1024;

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

  /** The number of samples predicted at once. */
  @Param({"1", "32"})
  public int batch;

  private Samples samples;
  private Network trained;
  private Predictor predictor;
  private double[] x;
  private double[] p;

  /** Creates the state of one thread, for JMH. */
  public Forward() {}

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
    predictor = trained.predictor();
    x = new double[batch * topology.inputs()];
    p = new double[batch * Topology.OUTPUTS];
  }

  /**
   * Predicts every sample.
   *
   * @return the sum of the predicted classes, so that no prediction is optimised away
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

  /** Frees the network's memory. */
  @TearDown(Level.Trial)
  public void close() {
    if (trained != null) {
      predictor.close();
      trained.close();
    }
  }
}
