package io.ganglion.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of the fused kernel {@code adaptiveUpdate}, whether it is overridden or not. */
public abstract class AdaptiveContract extends KernelContract {

  private static final double EPSILON = 1e-8;

  /** For subclasses. */
  protected AdaptiveContract() {}

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
        .flatMap(
            shape ->
                Stream.concat(
                    callsOf(fill, shape[0], shape[1]),
                    Stream.of(call(fill, shape[0], shape[1], 0, 0.9, 0, EPSILON))));
  }

  /** Returns calls as Adam and RMSProp make them, and one in which ε matters. */
  private Stream<Call> callsOf(Fill fill, int rows, int columns) {
    return Stream.of(
        call(fill, rows, columns, -0.001, 0.9, 0.999, EPSILON),
        call(fill, rows, columns, -0.01, 0, 0.9, EPSILON),
        call(fill, rows, columns, 2.5, 0.5, 0.75, 0.5));
  }

  private Call call(
      Fill fill, int rows, int columns, double alpha, double beta1, double beta2, double epsilon) {
    Matrix g = workspace().matrix(rows, columns, fill);
    Matrix m = workspace().matrix(rows, columns, fill);
    Matrix v = workspace().matrix(rows, columns, fill).map(Math::abs);
    Matrix w = workspace().matrix(rows, columns, fill);
    return new Call(
        Kernels.adaptiveUpdate(alpha, beta1, beta2, epsilon), List.of(g), List.of(m, v, w));
  }

  /** Returns a call on [3, 7] in which each of g, m and v has equal elements. */
  private Call call(Kernel kernel, double g, double m, double v) {
    return new Call(
        kernel,
        List.of(Matrix.filled(3, 7, g)),
        List.of(
            Matrix.filled(3, 7, m),
            Matrix.filled(3, 7, v),
            workspace().matrix(3, 7, Fill.INTEGERS)));
  }

  @Test
  @DisplayName("does not change a weight that never had a gradient")
  void restsWhereThereNeverWasAGradient() {
    for (double epsilon : new double[] {EPSILON, 0x1p-126}) {
      verifyExactly(
          call(Kernels.adaptiveUpdate(-0.5, 0.9, 0.999, epsilon), 0, 0, 0),
          "that ε is added before the division, and not lost as 0: 0 / 0 is NaN.");
    }
  }

  @Test
  @DisplayName("adds epsilon to the root, not under it")
  void epsilonIsAddedToTheRoot() {
    verifyExactly(
        call(Kernels.adaptiveUpdate(-1, 0.5, 0.5, 0.25), 0, 2, 0),
        "that the divisor is √v + ε, not √(v + ε).");
  }

  @Test
  @DisplayName("changes the weights by means that include this gradient")
  void usesTheMeansOfThisStep() {
    verifyExactly(
        call(Kernels.adaptiveUpdate(-4, 0.5, 0.75, 1), 2, 0, 0),
        "that m and v are updated first, and w from the new m and v, without bias correction.");
  }

  @Test
  @DisplayName("computes 1 − β before rounding to the precision")
  void complementsAreTakenBeforeRounding() {
    workspace()
        .verify(
            call(Kernels.adaptiveUpdate(-0.001, 0.999, 0.9999, EPSILON), 1, 0, 0),
            "that 1 − β is computed in double: in float32, 1 − (float) 0.999 has only four correct"
                + " digits.");
  }

  @Test
  @DisplayName("adapts to very large and very small gradients")
  void adaptsToGradientsOfAnySize() {
    for (double factor : new double[] {0x1p50, 0x1p-50}) {
      Call call = call(Fill.REALS, 3, 7, -0.5, 0.9, 0.75, 0x1p-100);
      Matrix m = call.outputs().get(0).map(value -> factor * value);
      Matrix v = call.outputs().get(1).map(value -> factor * factor * value);
      workspace()
          .verify(
              new Call(
                  call.kernel(),
                  List.of(call.inputs().get(0).map(value -> factor * value)),
                  List.of(m, v, call.outputs().get(2))),
              "that the kernel compares nothing with a fixed number, and that only ε keeps the"
                  + " divisor above 0.");
    }
  }
}
