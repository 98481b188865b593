package io.ganglion.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of the fused kernels {@code linear}, {@code linearGradient}, {@code rankUpdate} and {@code
 * linearGradientAndUpdate}, whether they are overridden or not.
 */
public abstract class LinearContract extends ArithmeticContract {

  /** For subclasses. */
  protected LinearContract() {}

  @Override
  Stream<Call> calls(Fill fill) {
    Stream<Call> awkward =
        Arrays.stream(SIZES)
            .boxed()
            .flatMap(
                size ->
                    Stream.of(
                            new int[] {1, size, 10},
                            new int[] {1, 7, size},
                            new int[] {Math.min(size, 129), 13, 13},
                            new int[] {3, size, 1})
                        .flatMap(s -> callsOf(fill, s[0], s[1], s[2], 1, -0.5)));
    Stream<Call> square =
        Stream.of(2, 8, 13).flatMap(size -> callsOf(fill, size, size, size, 1, -0.5));
    Stream<Call> layers =
        Stream.concat(callsOf(fill, 1, 784, 100, -0.0625), callsOf(fill, 7, 100, 10, -0.0625));
    return Stream.of(awkward, square, layers).flatMap(calls -> calls);
  }

  @Override
  Stream<Call> smallCalls(Fill fill) {
    return Stream.of(
            new int[] {1, 1, 1}, new int[] {1, 9, 3}, new int[] {1, 4, 8}, new int[] {3, 5, 7})
        .flatMap(s -> callsOf(fill, s[0], s[1], s[2], 0, 1, -2.5));
  }

  private Stream<Call> callsOf(Fill fill, int batch, int inputs, int outputs, double... alphas) {
    Matrix x = workspace().matrix(batch, inputs, fill);
    Matrix w = workspace().matrix(inputs, outputs, fill);
    Matrix y = workspace().matrix(batch, outputs, fill);
    Matrix gy = workspace().matrix(batch, outputs, fill);
    Matrix gx = workspace().matrix(batch, inputs, fill);
    return Stream.of(
            Stream.of(new Call(Kernels.linear(), List.of(x, w), List.of(y))),
            Stream.of(new Call(Kernels.linearGradient(), List.of(gy, w), List.of(gx))),
            DoubleStream.of(alphas)
                .mapToObj(alpha -> new Call(Kernels.rankUpdate(alpha), List.of(x, gy), List.of(w))),
            DoubleStream.of(alphas)
                .mapToObj(
                    alpha ->
                        new Call(
                            Kernels.linearGradientAndUpdate(alpha),
                            List.of(x, gy),
                            List.of(gx, w))))
        .flatMap(calls -> calls);
  }

  @Test
  @DisplayName("rankUpdate goes the way of alpha's sign")
  void updateHasTheSignOfAlpha() {
    for (double alpha : new double[] {1, -1, -0.5}) {
      verifyExactly(
          new Call(
              Kernels.rankUpdate(alpha),
              List.of(
                  workspace().matrix(1, 5, Fill.INTEGERS), workspace().matrix(1, 3, Fill.INTEGERS)),
              List.of(workspace().matrix(5, 3, Fill.INTEGERS))),
          "that the update adds α xᵀ gy: the learning rate's minus sign is already in α.");
    }
  }

  @Test
  @DisplayName("every row of a batch counts in an update, also the last of an odd number")
  void everyRowOfTheBatchCounts() {
    for (int batch = 1; batch <= 9; batch++) {
      for (int row = 0; row < batch; row++) {
        Matrix x = Matrix.zeros(batch, 5);
        Matrix gy = Matrix.zeros(batch, 3);
        for (int j = 0; j < 5; j++) {
          x.set(row, j, j + 1);
        }
        for (int j = 0; j < 3; j++) {
          gy.set(row, j, j - 5);
        }
        Matrix w = workspace().matrix(5, 3, Fill.INTEGERS);
        String advice = "the rows left over after a block of rows: row " + row + " was alone here.";
        verifyExactly(new Call(Kernels.rankUpdate(-1), List.of(x, gy), List.of(w)), advice);
        verifyExactly(
            new Call(Kernels.linear(), List.of(x, w), List.of(Matrix.filled(batch, 3, 9))), advice);
        verifyExactly(
            new Call(Kernels.linearGradient(), List.of(gy, w), List.of(Matrix.filled(batch, 5, 9))),
            advice);
      }
    }
  }

  @Test
  @DisplayName("the gradient by the input uses the weights as they were before the update")
  void gradientUsesTheWeightsBeforeTheUpdate() {
    for (int batch : new int[] {1, 3}) {
      verifyExactly(
          new Call(
              Kernels.linearGradientAndUpdate(1),
              List.of(
                  workspace().matrix(batch, 5, Fill.INTEGERS),
                  workspace().matrix(batch, 3, Fill.INTEGERS)),
              List.of(Matrix.filled(batch, 5, 9), workspace().matrix(5, 3, Fill.INTEGERS))),
          "that a row of the weights is multiplied by gy before it is changed, for every sample.");
    }
  }
}
