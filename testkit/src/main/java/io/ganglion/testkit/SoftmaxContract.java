package io.ganglion.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@code softmax} and {@code softmaxGradient}. */
public abstract class SoftmaxContract extends KernelContract {

  /** For subclasses. */
  protected SoftmaxContract() {}

  @Override
  Stream<Call> calls(Fill fill) {
    return Arrays.stream(SIZES)
        .boxed()
        .flatMap(size -> Stream.of(new int[] {1, size}, new int[] {size, 3}, new int[] {7, size}))
        .flatMap(shape -> callsOf(fill, shape[0], shape[1]));
  }

  @Override
  Stream<Call> smallCalls(Fill fill) {
    return Stream.of(new int[] {1, 1}, new int[] {1, 10}, new int[] {3, 5})
        .flatMap(shape -> callsOf(fill, shape[0], shape[1]));
  }

  private Stream<Call> callsOf(Fill fill, int rows, int columns) {
    Matrix x = workspace().matrix(rows, columns, fill).map(value -> 8 * value);
    Matrix gy = workspace().matrix(rows, columns, fill);
    Matrix output = workspace().matrix(rows, columns, fill);
    Call softmax = new Call(Kernels.softmax(), List.of(x), List.of(output));
    Matrix y =
        softmax
            .expected(workspace().tolerance())
            .get(0)
            .values()
            .map(workspace().tolerance()::round);
    return Stream.of(softmax, new Call(Kernels.softmaxGradient(), List.of(y, gy), List.of(output)));
  }

  @Test
  @DisplayName("does not overflow on large inputs")
  void doesNotOverflowOnLargeInputs() {
    Matrix x =
        new Matrix(
                3, 4, new double[] {1000, 1001, 999, 1000, 1e6, -1e6, 0, 1e6, 3e38, 3e38, 0, -3e38})
            .map(workspace().tolerance()::round);
    workspace()
        .verify(
            new Call(Kernels.softmax(), List.of(x), List.of(Matrix.zeros(3, 4))),
            "that each row's own maximum is subtracted before exp.");
  }

  @Test
  @DisplayName("underflows to zero, while the rest still sums to one")
  void underflowsToZero() {
    Matrix x =
        new Matrix(2, 4, new double[] {0, -1e4, -1e30, 0, -2000, -1000, -3000, -1e10})
            .map(workspace().tolerance()::round);
    workspace()
        .verify(
            new Call(Kernels.softmax(), List.of(x), List.of(Matrix.filled(2, 4, 9))),
            "that the maximum is the row's, and not zero, if all inputs are far below zero.");
  }

  @Test
  @DisplayName("each row of the result depends only on its own row of the input")
  void rowsAreIndependent() {
    Matrix x = workspace().matrix(3, 5, Fill.REALS);
    for (int column = 0; column < 5; column++) {
      x.set(1, column, Double.NaN);
    }
    workspace()
        .verify(
            new Call(Kernels.softmax(), List.of(x), List.of(Matrix.zeros(3, 5))),
            "that the maximum and the sum are those of a row, not of the whole batch.");
  }
}
