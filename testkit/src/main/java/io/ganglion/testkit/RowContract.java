package io.ganglion.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@code addRow} and {@code columnSums}. */
public abstract class RowContract extends ArithmeticContract {

  private static final double[] SCALARS = {0, 1, -1, 2.5};

  /** For subclasses. */
  protected RowContract() {}

  @Override
  Stream<Call> calls(Fill fill) {
    return Arrays.stream(SIZES)
        .boxed()
        .flatMap(
            size ->
                Stream.of(new int[] {1, size}, new int[] {size, 1}, new int[] {7, size})
                    .flatMap(shape -> callsOf(fill, shape[0], shape[1])));
  }

  @Override
  Stream<Call> smallCalls(Fill fill) {
    return Stream.of(new int[] {1, 1}, new int[] {1, 9}, new int[] {3, 5})
        .flatMap(shape -> callsOf(fill, shape[0], shape[1]));
  }

  private Stream<Call> callsOf(Fill fill, int rows, int columns) {
    Matrix x = workspace().matrix(rows, columns, fill);
    Matrix row = workspace().matrix(1, columns, fill);
    return Stream.concat(
        Stream.of(new Call(Kernels.addRow(), List.of(row), List.of(x))),
        DoubleStream.of(SCALARS)
            .boxed()
            .flatMap(
                alpha ->
                    DoubleStream.of(SCALARS)
                        .mapToObj(
                            beta ->
                                new Call(
                                    Kernels.columnSums(alpha, beta), List.of(x), List.of(row)))));
  }

  @Test
  @DisplayName("columnSums with a beta of zero overwrites its output")
  void betaOfZeroForgetsEarlierSums() {
    Matrix x = workspace().matrix(7, 13, Fill.INTEGERS);
    for (double before : new double[] {5, Double.NaN, Double.POSITIVE_INFINITY}) {
      verifyExactly(
          new Call(Kernels.columnSums(1, 0), List.of(x), List.of(Matrix.filled(1, 13, before))),
          "that a β of 0 sets the row to zero before the sums are added to it.");
    }
  }

  @Test
  @DisplayName("columnSums with an alpha of zero does not read x")
  void alphaOfZeroDoesNotReadTheInput() {
    Matrix nan = Matrix.filled(7, 13, Double.NaN);
    Matrix row = workspace().matrix(1, 13, Fill.INTEGERS);
    verifyExactly(
        new Call(Kernels.columnSums(0, 2), List.of(nan), List.of(row)),
        "that an α of 0 only multiplies the row by β: 0 · NaN is NaN.");
  }
}
