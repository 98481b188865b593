package io.ganglion.backend.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.ganglion.random.SplitMix64;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import io.ganglion.tensor.Shape;
import io.ganglion.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products of whole batches, at sizes that are not multiples of rows, vectors and blocks. */
class BatchTest {

  @Property(tries = 200)
  void productsAgreeWithPlainLoops(
      @ForAll long seed,
      @ForAll Precision precision,
      @ForAll boolean sparse,
      @ForAll @IntRange(min = 2, max = 40) int batch,
      @ForAll @IntRange(min = 1, max = 70) int inputs,
      @ForAll @IntRange(min = 1, max = 300) int outputs) {
    Operands operands = new Operands(precision, seed, sparse, batch, inputs, outputs);
    double epsilon = precision == Precision.FLOAT64 ? 0x1p-52 : 0x1p-23;

    Tensor.linear(operands.x, operands.w, operands.y);
    Tensor.linearGradient(operands.gy, operands.w, operands.gx);

    double[] x = operands.x.toArray();
    double[] w = operands.w.toArray();
    double[] gy = operands.gy.toArray();
    double[] y = new double[batch * outputs];
    double[] gx = new double[batch * inputs];
    double[] updated = w.clone();
    for (int s = 0; s < batch; s++) {
      for (int i = 0; i < inputs; i++) {
        for (int j = 0; j < outputs; j++) {
          y[s * outputs + j] += x[s * inputs + i] * w[i * outputs + j];
          gx[s * inputs + i] += gy[s * outputs + j] * w[i * outputs + j];
          updated[i * outputs + j] -= 0.5 * x[s * inputs + i] * gy[s * outputs + j];
        }
      }
    }
    // Every element is below 1, so a sum is below the number of terms, and has as many roundings.
    requireClose(operands.y, y, 2 * epsilon * inputs * inputs);
    requireClose(operands.gx, gx, 2 * epsilon * outputs * outputs);

    Tensor.rankUpdate(-0.5, operands.x, operands.gy, 1, operands.w);

    requireClose(operands.w, updated, 2 * epsilon * (batch + 1) * (batch + 1));
  }

  private static void requireClose(Tensor found, double[] expected, double tolerance) {
    double[] values = found.toArray();
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(values[i] - expected[i])).isLessThanOrEqualTo(tolerance);
    }
  }

  @Property(tries = 100)
  void everySampleGivesTheSameBitsInABatchAndAlone(
      @ForAll long seed,
      @ForAll Precision precision,
      @ForAll boolean sparse,
      @ForAll @IntRange(min = 2, max = 9) int batch,
      @ForAll @IntRange(min = 1, max = 70) int inputs,
      @ForAll @IntRange(min = 1, max = 300) int outputs) {
    Operands operands = new Operands(precision, seed, sparse, batch, inputs, outputs);
    Tensor.linear(operands.x, operands.w, operands.y);
    double[] x = operands.x.toArray();
    double[] together = operands.y.toArray();

    Tensor y = Tensor.zeros(operands.backend, Shape.of(1, outputs));
    for (int s = 0; s < batch; s++) {
      double[] sample = Arrays.copyOfRange(x, s * inputs, (s + 1) * inputs);
      Tensor.linear(Tensor.of(operands.backend, Shape.of(1, inputs), sample), operands.w, y);

      assertThat(y.toArray())
          .isEqualTo(Arrays.copyOfRange(together, s * outputs, (s + 1) * outputs));
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsAllocatedOnceTheCodeIsCompiled(Precision precision) {
    // Rows longer than one block that are not whole blocks, with sparse and with dense factors.
    Operands sparse = new Operands(precision, 1, true, 7, 37, 237);
    Operands dense = new Operands(precision, 1, false, 7, 37, 237);
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long least = Long.MAX_VALUE;
    for (int window = 0; window < 300 && least > 0; window++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < 300; call++) {
        sparse.train();
        dense.train();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(least).isZero();
  }

  /** A linear layer with its inputs, outputs and gradients. */
  private static final class Operands {

    final Backend<?> backend;
    final Tensor x;
    final Tensor w;
    final Tensor y;
    final Tensor gy;
    final Tensor gx;

    Operands(Precision precision, long seed, boolean sparse, int batch, int inputs, int outputs) {
      SplitMix64 random = new SplitMix64(seed);
      backend = new VectorBackendProvider().create(precision);
      x = uniform(random, sparse ? 0.8 : 0, batch, inputs);
      w = uniform(random, 0, inputs, outputs);
      gy = uniform(random, 0, batch, outputs);
      y = Tensor.zeros(backend, Shape.of(batch, outputs));
      gx = Tensor.zeros(backend, Shape.of(batch, inputs));
    }

    private Tensor uniform(SplitMix64 random, double zeros, int rows, int columns) {
      double[] values = new double[rows * columns];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextDouble() < zeros ? 0 : 2 * random.nextDouble() - 1;
      }
      return Tensor.of(backend, Shape.of(rows, columns), values);
    }

    void train() {
      Tensor.linear(x, w, y);
      Tensor.linearGradientAndUpdate(1e-9, x, gy, gx, w);
    }
  }
}
