package io.ganglion.testkit;

import io.ganglion.spi.Activation;
import io.ganglion.spi.Activations;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@code activate} and {@code activationGradient}, for each of the standard {@link
 * Activations} and for a function that no backend knows.
 */
public abstract class ActivationContract extends KernelContract {

  /** For subclasses. */
  protected ActivationContract() {}

  @Override
  Stream<Call> calls(Fill fill) {
    return Arrays.stream(SIZES)
        .boxed()
        .flatMap(size -> Stream.of(new int[] {1, size}, new int[] {size, 3}))
        .flatMap(shape -> callsOf(fill, shape[0], shape[1]));
  }

  @Override
  Stream<Call> smallCalls(Fill fill) {
    return Stream.of(new int[] {1, 1}, new int[] {1, 9}, new int[] {3, 5})
        .flatMap(shape -> callsOf(fill, shape[0], shape[1]));
  }

  private Stream<Call> callsOf(Fill fill, int rows, int columns) {
    return ActivationKernels.functions().stream()
        .flatMap(
            f ->
                callsOf(
                    f,
                    workspace().matrix(rows, columns, fill).map(value -> 4 * value),
                    workspace().matrix(rows, columns, fill),
                    workspace().matrix(rows, columns, fill)));
  }

  /** Returns a call of activate, and one of activationGradient with the y that follows from x. */
  private Stream<Call> callsOf(Activation f, Matrix x, Matrix gy, Matrix output) {
    return Stream.of(
        new Call(ActivationKernels.activate(f), List.of(x), List.of(output)),
        gradient(f, x, gy, output));
  }

  private Call gradient(Activation f, Matrix x, Matrix gy, Matrix output) {
    Matrix y = x.map(value -> workspace().tolerance().round(f.value(value)));
    return new Call(ActivationKernels.activationGradient(f), List.of(x, y, gy), List.of(output));
  }

  @Test
  @DisplayName("saturates at its limits for very large inputs, and so does its gradient")
  void saturates() {
    Matrix x =
        new Matrix(
                2,
                6,
                new double[] {
                  30, -30, 1000, -1000, 1e30, -1e30, 1 / 0.0, -1 / 0.0, 0, -0.0, 100, -100
                })
            .map(workspace().tolerance()::round);
    for (Activation f : Activations.values()) {
      callsOf(f, x, Matrix.filled(2, 6, 3), Matrix.zeros(2, 6))
          .forEach(
              call ->
                  workspace()
                      .verify(
                          call,
                          "that exp(−x) may overflow to infinity, but that infinity is never"
                              + " divided by infinity."));
    }
  }

  @Test
  @DisplayName("computes an unknown function by the function's own methods")
  void appliesFunctionsThatItDoesNotKnow() {
    Matrix x = new Matrix(2, 3, new double[] {-2, -0.5, 0, 0.5, 1, 3});
    callsOf(new OwnActivation(), x, Matrix.filled(2, 3, -2), Matrix.filled(2, 3, 9))
        .forEach(
            call ->
                workspace()
                    .verify(
                        call,
                        "that a function that is not in Activations is left to the kernel's default"
                            + " body, or computed by its value and derivative."));
  }

  @Test
  @DisplayName("the gradient does not confuse x and y")
  void gradientKeepsArgumentAndValueApart() {
    Matrix x = new Matrix(3, 2, new double[] {-2, -0.5, 0.25, 0.5, 1, 3});
    for (Activation f : ActivationKernels.functions()) {
      workspace()
          .verify(
              gradient(f, x, Matrix.filled(3, 2, 8), Matrix.zeros(3, 2)),
              "in which operand the derivative is written: that of tanh is 1 − y² with y = tanh x,"
                  + " not 1 − x².");
    }
  }

  @Test
  @DisplayName("the gradient of a rectifier is zero where y is zero")
  void rectifierPassesNoGradientWhereItIsZero() {
    Matrix x = new Matrix(1, 5, new double[] {-3, 2, -0.0, 0.5, 0});
    Matrix y = new Matrix(1, 5, new double[] {0, 2, -0.0, 0.5, 0});
    Matrix gy = new Matrix(1, 5, new double[] {3, 3, -3, -3, 3});
    workspace()
        .verify(
            new Call(
                ActivationKernels.activationGradient(Activations.RELU),
                List.of(x, y, gy),
                List.of(Matrix.filled(1, 5, 9))),
            "that the derivative is 1 only where y > 0.");
  }
}
