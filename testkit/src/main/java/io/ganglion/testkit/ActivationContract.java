package io.ganglion.testkit;

import io.ganglion.spi.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@code activate} and {@code activationGradient}. */
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
    Tolerance tolerance = workspace().tolerance();
    return Stream.of(Activation.values())
        .flatMap(
            f -> {
              Matrix x = workspace().matrix(rows, columns, fill).map(value -> 4 * value);
              Matrix y = x.map(value -> tolerance.round(Kernels.activation(f, value)));
              Matrix gy = workspace().matrix(rows, columns, fill);
              Matrix output = workspace().matrix(rows, columns, fill);
              return Stream.of(
                  new Call(Kernels.activate(f), List.of(x), List.of(output)),
                  new Call(Kernels.activationGradient(f), List.of(y, gy), List.of(output)));
            });
  }

  @Test
  @DisplayName("saturates at its limits for inputs however large")
  void saturates() {
    Matrix x =
        new Matrix(
                2,
                6,
                new double[] {
                  30, -30, 1000, -1000, 1e30, -1e30, 1 / 0.0, -1 / 0.0, 0, -0.0, 100, -100
                })
            .map(workspace().tolerance()::round);
    for (Activation f : Activation.values()) {
      workspace()
          .verify(
              new Call(Kernels.activate(f), List.of(x), List.of(Matrix.zeros(2, 6))),
              "that exp(−x) may overflow to infinity, but infinity is not divided by infinity.");
    }
  }

  @Test
  @DisplayName("the gradient is taken from y = f(x), not from x")
  void gradientIsTakenFromTheValue() {
    // At x = 1/2 they would be 1, 0.786… and 0.235….
    Map<Activation, Double> derivatives =
        Map.of(Activation.RELU, 1.0, Activation.TANH, 0.75, Activation.SIGMOID, 0.25);
    derivatives.forEach(
        (f, expected) -> {
          Call call =
              new Call(
                  Kernels.activationGradient(f),
                  List.of(Matrix.filled(3, 5, 0.5), Matrix.filled(3, 5, 8)),
                  List.of(Matrix.zeros(3, 5)));
          double derivative = workspace().run(call).get(0).at(2, 4) / 8;
          workspace()
              .require(
                  derivative == expected,
                  call
                      + ": where y = 0.5 the derivative is "
                      + derivative
                      + ", expected "
                      + expected,
                  "that it is written in terms of y: tanh′ = 1 − y², sigmoid′ = y (1 − y).");
        });
  }

  @Test
  @DisplayName("the gradient of a rectifier is zero where it was not active")
  void rectifierPassesNoGradientWhereItIsZero() {
    Matrix y = new Matrix(1, 4, new double[] {0, 2, -0.0, 0.5});
    Matrix gy = new Matrix(1, 4, new double[] {3, 3, -3, -3});
    workspace()
        .verify(
            new Call(
                Kernels.activationGradient(Activation.RELU),
                List.of(y, gy),
                List.of(Matrix.filled(1, 4, 9))),
            "that the derivative is 1 only where y > 0.");
  }
}
