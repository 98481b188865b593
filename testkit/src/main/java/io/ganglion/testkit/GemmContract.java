package io.ganglion.testkit;

import io.ganglion.spi.Transpose;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@code gemm}: {@code c ← α op(a) op(b) + β c}. */
public abstract class GemmContract extends ArithmeticContract {

  private static final double[] SCALARS = {0, 1, -1, 2.5};

  /** For subclasses. */
  protected GemmContract() {}

  /** Sizes of a product [m, k] · [k, n]. */
  private record Sizes(int m, int k, int n) {

    int operations() {
      return m * k * n;
    }
  }

  @Override
  Stream<Call> calls(Fill fill) {
    Stream<Sizes> vectors =
        Arrays.stream(SIZES)
            .boxed()
            .flatMap(
                s ->
                    Stream.of(
                        new Sizes(1, s, 10),
                        new Sizes(1, 7, s),
                        new Sizes(s, 1, 10),
                        new Sizes(10, s, 1),
                        new Sizes(s, 13, 1),
                        new Sizes(1, s, 1)));
    Stream<Sizes> matrices =
        Arrays.stream(SIZES)
            .filter(s -> s <= 129)
            .boxed()
            .flatMap(
                s ->
                    Stream.of(
                        new Sizes(Math.min(s, 64), s, Math.min(s, 64)),
                        new Sizes(s, 3, 17),
                        new Sizes(8, s, 7)));
    Stream<Sizes> layers = Stream.of(new Sizes(1, 784, 100), new Sizes(50, 100, 10));
    return Stream.of(vectors, matrices, layers)
        .flatMap(sizes -> sizes)
        .flatMap(
            sizes ->
                sizes.operations() <= 300
                    ? withScalars(fill, sizes, SCALARS, SCALARS)
                    : Stream.concat(
                        withScalars(fill, sizes, new double[] {1}, new double[] {0}),
                        withScalars(fill, sizes, new double[] {-0.5}, new double[] {1})));
  }

  @Override
  Stream<Call> smallCalls(Fill fill) {
    return Stream.of(
            new Sizes(1, 1, 1),
            new Sizes(1, 7, 3),
            new Sizes(5, 1, 8),
            new Sizes(4, 9, 1),
            new Sizes(3, 8, 5))
        .flatMap(sizes -> withScalars(fill, sizes, new double[] {0, -1.5}, new double[] {0, 1, 2}));
  }

  private Stream<Call> withScalars(Fill fill, Sizes sizes, double[] alphas, double[] betas) {
    return Stream.of(Transpose.values())
        .flatMap(
            opA ->
                Stream.of(Transpose.values())
                    .flatMap(
                        opB ->
                            DoubleStream.of(alphas)
                                .boxed()
                                .flatMap(
                                    alpha ->
                                        DoubleStream.of(betas)
                                            .mapToObj(
                                                beta ->
                                                    call(fill, sizes, alpha, opA, opB, beta)))));
  }

  private Call call(
      Fill fill, Sizes sizes, double alpha, Transpose opA, Transpose opB, double beta) {
    Matrix a =
        opA == Transpose.YES
            ? workspace().matrix(sizes.k, sizes.m, fill)
            : workspace().matrix(sizes.m, sizes.k, fill);
    Matrix b =
        opB == Transpose.YES
            ? workspace().matrix(sizes.n, sizes.k, fill)
            : workspace().matrix(sizes.k, sizes.n, fill);
    Matrix c = workspace().matrix(sizes.m, sizes.n, fill);
    return new Call(Kernels.gemm(alpha, opA, opB, beta), List.of(a, b), List.of(c));
  }

  @Test
  @DisplayName("transposes what it is told to transpose, and nothing else")
  void transposesWhatItIsToldTo() {
    for (int size : new int[] {2, 3, 8}) {
      withScalars(Fill.INTEGERS, new Sizes(size, size, size), new double[] {1}, new double[] {0})
          .forEach(
              call ->
                  verifyExactly(
                      call,
                      "which operand each transpose belongs to, and whether the library stores"
                          + " rows or columns one after the other."));
    }
  }

  @Test
  @DisplayName("multiplies the product by alpha")
  void alphaMultipliesTheProduct() {
    withScalars(Fill.INTEGERS, new Sizes(3, 7, 5), new double[] {0, 1, -1, 2.5}, new double[] {0})
        .forEach(
            call -> verifyExactly(call, "that α reaches every path, also that of a single row."));
    withScalars(Fill.INTEGERS, new Sizes(1, 7, 5), new double[] {0, 1, -1, 2.5}, new double[] {0})
        .forEach(
            call -> verifyExactly(call, "that α reaches every path, also that of a single row."));
  }

  @Test
  @DisplayName("multiplies what was in the output by beta")
  void betaMultipliesTheOutput() {
    for (int rows : new int[] {1, 3}) {
      withScalars(
              Fill.INTEGERS, new Sizes(rows, 7, 5), new double[] {0, 1}, new double[] {1, -1, 2.5})
          .forEach(
              call ->
                  verifyExactly(
                      call,
                      "that β is applied once to every element of the output, also where α is 0."));
    }
  }

  @Test
  @DisplayName("overwrites an output of NaN where beta is zero")
  void betaOfZeroOverwritesNaN() {
    for (int rows : new int[] {1, 3}) {
      withScalars(Fill.INTEGERS, new Sizes(rows, 7, 5), new double[] {0, 1}, new double[] {0})
          .map(call -> call.withOutputs(c -> c.map(value -> Double.NaN)))
          .forEach(
              call ->
                  verifyExactly(
                      call,
                      "that a β of 0 overwrites the output instead of multiplying it: 0 · NaN is"
                          + " NaN."));
    }
  }

  @Test
  @DisplayName("does not read its inputs where alpha is zero")
  void alphaOfZeroDoesNotReadTheInputs() {
    for (int rows : new int[] {1, 3}) {
      withScalars(Fill.INTEGERS, new Sizes(rows, 7, 5), new double[] {0}, new double[] {0, 1, 2})
          .map(
              call ->
                  call.withInputs(
                      call.inputs().stream().map(a -> a.map(value -> Double.NaN)).toList()))
          .forEach(call -> verifyExactly(call, "that an α of 0 leaves β c alone: 0 · NaN is NaN."));
    }
  }

  @Test
  @DisplayName("lets NaN in its first operand through, also where the second is zero")
  void zerosOfTheSecondOperandHideNothing() {
    for (Sizes sizes :
        List.of(new Sizes(1, 7, 5), new Sizes(4, 7, 1), new Sizes(4, 1, 5), new Sizes(3, 7, 5))) {
      withScalars(Fill.REALS, sizes, new double[] {1}, new double[] {0, 1})
          .map(
              call ->
                  call.withInput(0, call.inputs().get(0).with(0, Double.NaN))
                      .withInput(1, call.inputs().get(1).map(value -> 0)))
          .forEach(
              call ->
                  workspace()
                      .verify(
                          call,
                          "that only zeros of op(a) are skipped: op(b) may be weights, which hide"
                              + " no NaN of a sample."));
    }
  }
}
