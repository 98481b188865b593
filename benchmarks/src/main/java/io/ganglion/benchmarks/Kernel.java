package io.ganglion.benchmarks;

import io.ganglion.backend.Backends;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Each kernel of the SPI by itself, through {@link Tensor}, at the sizes of the original network: x
 * is [batch, 784], w is [784, 100], h is [batch, 100], y is [batch, 10]. One operation is one call.
 *
 * <p>Inputs are uniform in (0, 1), so no zeros are skipped here; {@link PerSampleSgd} shows what
 * skipping saves. Kernels that update weights do so with a tiny factor, so that the weights hardly
 * change.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class Kernel {

  private static final double RATE = 1e-12;
  private static final int INPUTS = 784;
  private static final int HIDDEN = 100;
  private static final int OUTPUTS = 10;

  /** The name of the backend. */
  @Param({"java", "vector", "ejml", "commons", "nd4j"})
  public String backend;

  /** The precision: {@code float64} or {@code float32}. */
  @Param({"float64", "float32"})
  public String precision;

  /** The batch size: the number of rows of x, h and y. */
  @Param({"1", "32"})
  public int batch;

  private double[] values;
  private double[] predictions;
  private Tensor x;
  private Tensor h;
  private Tensor gh;
  private Tensor activated;
  private Tensor y;
  private Tensor gy;
  private Tensor p;
  private Tensor gx;
  private Tensor w;
  private Tensor w2;
  private Tensor dw;
  private Tensor mean;
  private Tensor square;
  private Tensor bias;

  /** Creates the state of one thread, for JMH. */
  public Kernel() {}

  /** Creates all operands. */
  @Setup(Level.Trial)
  public void make() {
    Backend<?> chosen = Backends.create(backend, Precision.of(precision));
    SplitMix64 random = new SplitMix64(1);
    values = uniform(random, batch * INPUTS);
    predictions = new double[batch * OUTPUTS];
    x = Tensor.of(chosen, Shape.of(batch, INPUTS), values);
    h = uniform(chosen, random, batch, HIDDEN);
    gh = uniform(chosen, random, batch, HIDDEN);
    activated = uniform(chosen, random, batch, HIDDEN);
    y = uniform(chosen, random, batch, OUTPUTS);
    gy = uniform(chosen, random, batch, OUTPUTS);
    p = uniform(chosen, random, batch, OUTPUTS);
    gx = uniform(chosen, random, batch, HIDDEN);
    w = uniform(chosen, random, INPUTS, HIDDEN);
    w2 = uniform(chosen, random, HIDDEN, OUTPUTS);
    dw = uniform(chosen, random, INPUTS, HIDDEN);
    mean = uniform(chosen, random, INPUTS, HIDDEN);
    square = uniform(chosen, random, INPUTS, HIDDEN);
    bias = uniform(chosen, random, 1, HIDDEN);
  }

  private static Tensor uniform(Backend<?> backend, SplitMix64 random, int rows, int columns) {
    return Tensor.of(backend, Shape.of(rows, columns), uniform(random, rows * columns));
  }

  private static double[] uniform(SplitMix64 random, int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextDouble() + 0x1p-53;
    }
    return values;
  }

  /** Writes x from an array, [batch, 784]. */
  @Benchmark
  public void write() {
    x.write(values);
  }

  /** Reads y into an array, [batch, 10]. */
  @Benchmark
  public void read() {
    y.read(predictions);
  }

  /** {@code dw ← w}, [784, 100]. */
  @Benchmark
  public void copy() {
    Tensor.copy(w, dw);
  }

  /** {@code dw ← α dw}, [784, 100]. */
  @Benchmark
  public void scale() {
    Tensor.scale(1 + RATE, dw);
  }

  /** {@code w ← α dw + w}, [784, 100]. */
  @Benchmark
  public void axpy() {
    Tensor.axpy(RATE, dw, w);
  }

  /** {@code gh ← h ⊙ activated}, [batch, 100]. */
  @Benchmark
  public void multiply() {
    Tensor.multiply(h, activated, gh);
  }

  /** {@code activated ← max(h, 0)}, [batch, 100]. */
  @Benchmark
  public void relu() {
    Tensor.activate(Activations.RELU, h, activated);
  }

  /** {@code activated ← tanh h}, [batch, 100]. */
  @Benchmark
  public void tanh() {
    Tensor.activate(Activations.TANH, h, activated);
  }

  /** {@code activated ← 1 / (1 + exp(−h))}, [batch, 100]. */
  @Benchmark
  public void sigmoid() {
    Tensor.activate(Activations.SIGMOID, h, activated);
  }

  /** {@code gx ← gh ⊙ (1 − h²)}, [batch, 100]. */
  @Benchmark
  public void tanhGradient() {
    Tensor.activationGradient(Activations.TANH, activated, h, gh, gx);
  }

  /** {@code activated ← activated + bias}, [batch, 100]. */
  @Benchmark
  public void addRow() {
    Tensor.addRow(bias, activated);
  }

  /** {@code bias ← α Σᵢ ghᵢ + bias}, [batch, 100]. */
  @Benchmark
  public void columnSums() {
    Tensor.columnSums(RATE, gh, 1, bias);
  }

  /** {@code p ← softmax(y)}, [batch, 10]. */
  @Benchmark
  public void softmax() {
    Tensor.softmax(y, p);
  }

  /** {@code gy ← y ⊙ (p − p · y)}, [batch, 10]. */
  @Benchmark
  public void softmaxGradient() {
    Tensor.softmaxGradient(y, p, gy);
  }

  /** {@code dw ← xᵀ gh}, the gradient of the weights: [784, batch] by [batch, 100]. */
  @Benchmark
  public void weightGradient() {
    Tensor.rankUpdate(1, x, gh, 0, dw);
  }

  /** {@code h ← x w}, [batch, 784] by [784, 100]. */
  @Benchmark
  public void linear() {
    Tensor.linear(x, w, h);
  }

  /** {@code y ← h w₂}, [batch, 100] by [100, 10]. */
  @Benchmark
  public void linearOutput() {
    Tensor.linear(h, w2, y);
  }

  /** {@code gx ← gy w₂ᵀ}, [batch, 10] by [10, 100]. */
  @Benchmark
  public void linearGradient() {
    Tensor.linearGradient(gy, w2, gx);
  }

  /** {@code w ← w + α xᵀ gh}, [784, batch] by [batch, 100]. */
  @Benchmark
  public void rankUpdate() {
    Tensor.rankUpdate(RATE, x, gh, 1, w);
  }

  /** {@code gx ← gy w₂ᵀ}, {@code w₂ ← w₂ + α hᵀ gy}. */
  @Benchmark
  public void linearGradientAndUpdate() {
    Tensor.linearGradientAndUpdate(RATE, h, gy, gx, w2);
  }

  /** {@code w ← w + α xᵀ gh}, {@code h ← x w}: the update and the next forward pass in one sweep. */
  @Benchmark
  public void updateAndLinear() {
    Tensor.updateAndLinear(RATE, x, gh, x, w, h);
  }

  /** Adam's update of w by the gradient dw, [784, 100]. */
  @Benchmark
  public void adaptiveUpdate() {
    Tensor.adaptiveUpdate(-RATE, 0.9, 0.999, 1e-8, dw, mean, square, w);
  }

  /** Frees all memory. */
  @TearDown(Level.Trial)
  public void close() {
    for (Tensor tensor :
        new Tensor[] {x, h, gh, activated, y, gy, p, gx, w, w2, dw, mean, square, bias}) {
      if (tensor != null) {
        tensor.close();
      }
    }
  }
}
