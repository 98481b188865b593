package io.ganglion.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.ganglion.backend.Backends;
import io.ganglion.random.SplitMix64;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nine row operations are enough for a complete backend. */
class RowBackendTest {

  private static final double[] ADAM = {-0.01, 0.9, 0.999, 1e-8};

  @Test
  void noKernelIsLeftToACopyingDefault() {
    assertThat(Backends.defaultKernels(new DoubleRows()))
        .containsExactly("linearGradientAndUpdate", "updateAndLinear");
  }

  @Test
  void makesMatricesOfZeros() {
    DoubleRows backend = new DoubleRows();

    double[][] matrix = backend.create(3, 2);

    assertThat(matrix).isDeepEqualTo(new double[3][2]);
    assertThat(backend.rows(matrix)).isEqualTo(3);
    assertThat(backend.columns(matrix)).isEqualTo(2);
    assertThat(backend.name()).isEqualTo("rows");
    assertThat(backend.precision()).isEqualTo(Precision.FLOAT64);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 9, 4", "1, 4, 9", "3, 5, 2", "7, 8, 8"})
  void everyKernelComputesWhatTheBuiltInBackendDoes(int batch, int inputs, int outputs) {
    double[] expected = results(Backends.create("java", Precision.FLOAT64), batch, inputs, outputs);

    double[] actual = results(new DoubleRows(), batch, inputs, outputs);

    assertThat(actual).containsExactly(expected, within(1e-14));
  }

  /**
   * Runs every kernel in turn, on the results of those before it, and returns all elements of all
   * matrices.
   */
  private static <S> double[] results(Backend<S> b, int batch, int inputs, int outputs) {
    SplitMix64 random = new SplitMix64(1);
    S x = matrix(b, batch, inputs, random);
    S w = matrix(b, inputs, outputs, random);
    S y = b.create(batch, outputs);
    S p = b.create(batch, outputs);
    S gy = matrix(b, batch, outputs, random);
    S gx = b.create(batch, inputs);
    S bias = matrix(b, 1, outputs, random);
    S mean = b.create(inputs, outputs);
    S square = b.create(inputs, outputs);
    S gradient = matrix(b, inputs, outputs, random);
    S copy = b.create(inputs, outputs);
    S reshaped = b.create(outputs, inputs);
    b.linear(x, w, y);
    b.addRow(bias, y);
    for (Activation f : Activations.values()) {
      b.activate(f, y, p);
      b.activationGradient(f, y, p, gy, p);
      b.axpy(0.5, p, y);
    }
    b.softmax(y, p);
    b.softmaxGradient(p, gy, y);
    b.linearGradient(y, w, gx);
    b.rankUpdate(-0.1, x, y, 1, w);
    b.rankUpdate(2, x, y, 0.5, gradient);
    b.linearGradientAndUpdate(-0.1, x, gy, gx, w);
    b.updateAndLinear(-0.1, x, gy, gx, w, y);
    b.columnSums(0.3, y, 0.7, bias);
    b.adaptiveUpdate(ADAM[0], ADAM[1], ADAM[2], ADAM[3], gradient, mean, square, w);
    b.multiply(w, gradient, copy);
    b.copy(copy, mean);
    b.scale(3, mean);
    b.reshape(mean, reshaped);
    return Stream.of(x, w, y, p, gy, gx, bias, mean, square, gradient, copy, reshaped)
        .flatMapToDouble(storage -> Arrays.stream(elements(b, storage)))
        .toArray();
  }

  /** A matrix of random numbers in [−1, 1), every third of them 0. */
  private static <S> S matrix(Backend<S> backend, int rows, int columns, SplitMix64 random) {
    double[] elements = new double[rows * columns];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = i % 3 == 1 ? 0 : 2 * random.nextDouble() - 1;
    }
    S matrix = backend.create(rows, columns);
    backend.write(elements, 0, matrix);
    return matrix;
  }

  private static <S> double[] elements(Backend<S> backend, S storage) {
    double[] elements = new double[backend.rows(storage) * backend.columns(storage)];
    backend.read(storage, elements, 0);
    return elements;
  }

  @Test
  void zerosOfTheFirstFactorSkipARow() {
    DoubleRows backend = new DoubleRows();
    double infinity = Double.POSITIVE_INFINITY;
    double[][] x = {{0, 2, -0.0, 3}};
    double[][] w = {{infinity}, {5}, {infinity}, {7}};
    double[][] y = new double[1][1];

    backend.linear(x, w, y);

    assertThat(y[0]).containsExactly(31);
    assertThat(backend.additions).isEqualTo(2);

    backend.rankUpdate(-1, x, new double[][] {{1}}, 1, w);

    assertThat(w).isDeepEqualTo(new double[][] {{infinity}, {3}, {infinity}, {4}});
    assertThat(backend.additions).isEqualTo(4);
  }

  @Test
  void factorsOfZeroDoNotReadTheirOperand() {
    DoubleRows backend = new DoubleRows();
    double[][] nan = {{Double.NaN, Double.NaN}};
    double[][] w = {{Double.NaN, 1}};

    backend.rankUpdate(0, new double[][] {{Double.NaN}}, nan, 0, w);
    assertThat(w[0]).containsExactly(0, 0);

    backend.axpy(0, nan, w);
    backend.columnSums(0, nan, 1, w);
    assertThat(w[0]).containsExactly(0, 0);

    backend.columnSums(1, w, 0, nan);
    assertThat(nan[0]).containsExactly(0, 0);
    assertThat(backend.additions).isEqualTo(1);
  }

  @Test
  void scalarsAreRoundedToThePrecisionBeforeTheyAreComparedWithZero() {
    FloatRows backend = new FloatRows();
    float[][] x = {{Float.NaN, 1}};

    backend.scale(1e-60, x);

    assertThat(x[0]).containsExactly(0, 0);
  }

  @Test
  void factorsOfAProductAreMultipliedInThePrecision() {
    FloatRows backend = new FloatRows();
    float[][] w = {{0}};

    backend.rankUpdate(-0.1, new float[][] {{0.3f}}, new float[][] {{1}}, 1, w);

    assertThat(w[0]).containsExactly(-0.1f * 0.3f);
  }

  @Test
  void noKernelAllocates() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported(), "this JVM counts no allocated bytes");
    DoubleRows backend = new DoubleRows();
    double[][] x = {{1, 0, 2}, {3, 4, 0}};
    double[][] y = new double[2][3];
    double[][] g = new double[2][3];
    double[][] w = new double[3][3];
    double[][] row = new double[1][3];
    double[][] reshaped = new double[3][2];
    double[] elements = new double[6];
    long before = 0;
    for (int step = 0; step < 10_000; step++) {
      if (step == 1_000) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      backend.write(elements, 0, g);
      backend.read(x, elements, 0);
      backend.linear(x, w, y);
      backend.addRow(row, y);
      backend.activate(Activations.TANH, y, g);
      backend.activationGradient(Activations.TANH, y, g, x, y);
      backend.softmax(x, y);
      backend.softmaxGradient(y, x, g);
      backend.linearGradientAndUpdate(-0.1, x, g, y, w);
      backend.updateAndLinear(-0.1, x, g, x, w, y);
      backend.columnSums(-0.1, g, 1, row);
      backend.scale(0.5, g);
      backend.copy(g, y);
      backend.axpy(0.5, x, y);
      backend.multiply(x, g, y);
      backend.reshape(g, reshaped);
      backend.adaptiveUpdate(ADAM[0], ADAM[1], ADAM[2], ADAM[3], x, y, g, g);
    }

    // Even the smallest object, made once in each step, would add up to 144,000 bytes.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
  }
}
