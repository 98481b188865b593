package io.ganglion.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@code copy}, {@code reshape}, {@code scale}, {@code axpy} and {@code multiply}.
 */
public abstract class ElementwiseContract extends ArithmeticContract {

  private static final double[] SCALARS = {0, 1, -1, 2.5};

  /** For subclasses. */
  protected ElementwiseContract() {}

  @Override
  Stream<Call> calls(Fill fill) {
    return Arrays.stream(SIZES)
        .boxed()
        .flatMap(
            size ->
                Stream.of(new int[] {1, size}, new int[] {size, 1}, new int[] {3, size})
                    .flatMap(shape -> callsOf(fill, shape[0], shape[1])));
  }

  @Override
  Stream<Call> smallCalls(Fill fill) {
    return Stream.of(new int[] {1, 1}, new int[] {1, 9}, new int[] {3, 5})
        .flatMap(shape -> callsOf(fill, shape[0], shape[1]));
  }

  private Stream<Call> callsOf(Fill fill, int rows, int columns) {
    Matrix a = workspace().matrix(rows, columns, fill);
    Matrix b = workspace().matrix(rows, columns, fill);
    Matrix c = workspace().matrix(rows, columns, fill);
    return Stream.of(
            Stream.of(new Call(Kernels.copy(), List.of(a), List.of(c))),
            Stream.of(
                    new int[] {columns, rows},
                    new int[] {1, rows * columns},
                    new int[] {rows, columns})
                .map(
                    size ->
                        new Call(
                            Kernels.reshape(),
                            List.of(a),
                            List.of(workspace().matrix(size[0], size[1], fill)))),
            Stream.of(new Call(Kernels.multiply(), List.of(a, b), List.of(c))),
            DoubleStream.of(SCALARS)
                .mapToObj(alpha -> new Call(Kernels.scale(alpha), List.of(), List.of(c))),
            DoubleStream.of(SCALARS)
                .mapToObj(alpha -> new Call(Kernels.axpy(alpha), List.of(a), List.of(c))))
        .flatMap(calls -> calls);
  }

  @Test
  @DisplayName("copies every bit, even of NaN, infinities and negative zero")
  void copiesEveryValue() {
    Matrix special =
        new Matrix(
            2,
            3,
            new double[] {
              Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 0.0, -1
            });
    for (Kernel kernel : List.of(Kernels.copy(), Kernels.reshape())) {
      Call call = new Call(kernel, List.of(special), List.of(Matrix.filled(2, 3, 7)));
      workspace()
          .requireBits(
              call,
              special,
              workspace().run(call).get(0),
              "that the kernel copies elements unchanged.");
    }
  }

  @Test
  @DisplayName("reshape keeps the order of the elements, row by row")
  void reshapingKeepsRowMajorOrder() {
    Matrix counted = Matrix.zeros(1, 24);
    for (int i = 0; i < 24; i++) {
      counted.set(0, i, i + 1);
    }
    int[] divisors = {1, 2, 3, 4, 6, 8, 12, 24};
    for (int from : divisors) {
      for (int to : divisors) {
        verifyExactly(
            new Call(
                Kernels.reshape(),
                List.of(new Matrix(from, 24 / from, counted.values())),
                List.of(Matrix.filled(to, 24 / to, 99))),
            "that reshape takes elements as read gives them, row after row, and does not transpose:"
                + " element 1 of [1, 24] is element [0, 1] of [12, 2].");
      }
    }
  }

  @Test
  @DisplayName("an alpha of zero sets zeros, even in place of NaN and infinity")
  void scalingByZeroMakesZeros() {
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 3}) {
      workspace()
          .verify(
              new Call(Kernels.scale(0), List.of(), List.of(Matrix.filled(3, 7, value))),
              "that scale with an α of 0 sets zeros instead of multiplying: 0 · NaN is NaN.");
    }
  }

  @Test
  @DisplayName("axpy does not read x if alpha is zero")
  void axpyWithZeroDoesNotReadItsInput() {
    Matrix nan = Matrix.filled(3, 7, Double.NaN);
    Matrix y = workspace().matrix(3, 7, Fill.REALS);
    workspace()
        .verify(
            new Call(Kernels.axpy(0), List.of(nan), List.of(y)),
            "that axpy with an α of 0 returns at once: 0 · NaN is NaN.");
  }
}
