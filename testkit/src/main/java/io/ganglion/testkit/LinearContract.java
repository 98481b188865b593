package io.ganglion.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of the three products that every backend implements, {@code linear}, {@code
 * linearGradient} and {@code rankUpdate}, and of {@code linearGradientAndUpdate} and {@code
 * updateAndLinear}, whether they are overridden or not.
 */
public abstract class LinearContract extends ArithmeticContract {

  private static final double[] SCALARS = {0, 1, -1, 2.5};

  /** For subclasses. */
  protected LinearContract() {}

  /** Sizes of a layer [inputs, outputs] with a batch. */
  private record Sizes(int batch, int inputs, int outputs) {

    boolean isSmall() {
      return batch * inputs * outputs <= 300;
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
                        new Sizes(1, s, 1),
                        new Sizes(s, 1, 10),
                        new Sizes(s, 13, 1),
                        new Sizes(10, s, 1),
                        new Sizes(3, s, 1)));
    Stream<Sizes> matrices =
        Arrays.stream(SIZES)
            .filter(s -> s <= 129)
            .boxed()
            .flatMap(
                s ->
                    Stream.of(
                        new Sizes(Math.min(s, 64), s, Math.min(s, 64)),
                        new Sizes(s, 13, 13),
                        new Sizes(s, 3, 17),
                        new Sizes(8, s, 7)));
    Stream<Sizes> layers =
        Stream.of(new Sizes(1, 784, 100), new Sizes(7, 100, 10), new Sizes(50, 100, 10));
    return Stream.of(vectors, matrices, layers)
        .flatMap(sizes -> sizes)
        .flatMap(
            sizes ->
                sizes.isSmall()
                    ? callsOf(fill, sizes, SCALARS, SCALARS)
                    : Stream.concat(
                        callsOf(fill, sizes, new double[] {-0.5}, new double[] {1}),
                        updates(fill, sizes, new double[] {1}, new double[] {0})));
  }

  @Override
  Stream<Call> smallCalls(Fill fill) {
    return Stream.of(
            new Sizes(1, 1, 1),
            new Sizes(1, 9, 3),
            new Sizes(1, 4, 8),
            new Sizes(4, 9, 1),
            new Sizes(3, 5, 7))
        .flatMap(sizes -> callsOf(fill, sizes, new double[] {0, 1, -2.5}, new double[] {0, 1, 2}));
  }

  private Stream<Call> callsOf(Fill fill, Sizes sizes, double[] alphas, double[] betas) {
    Matrix x = workspace().matrix(sizes.batch, sizes.inputs, fill);
    Matrix w = workspace().matrix(sizes.inputs, sizes.outputs, fill);
    Matrix y = workspace().matrix(sizes.batch, sizes.outputs, fill);
    Matrix gy = workspace().matrix(sizes.batch, sizes.outputs, fill);
    Matrix gx = workspace().matrix(sizes.batch, sizes.inputs, fill);
    return Stream.of(
            Stream.of(new Call(ProductKernels.linear(), List.of(x, w), List.of(y))),
            Stream.of(new Call(ProductKernels.linearGradient(), List.of(gy, w), List.of(gx))),
            updates(fill, sizes, alphas, betas),
            DoubleStream.of(alphas)
                .mapToObj(
                    alpha ->
                        new Call(
                            ProductKernels.linearGradientAndUpdate(alpha),
                            List.of(x, gy),
                            List.of(gx, w))),
            DoubleStream.of(alphas).mapToObj(alpha -> updateAndLinear(fill, sizes, alpha)))
        .flatMap(calls -> calls);
  }

  private Call updateAndLinear(Fill fill, Sizes sizes, double alpha) {
    return new Call(
        ProductKernels.updateAndLinear(alpha),
        List.of(
            workspace().matrix(sizes.batch, sizes.inputs, fill),
            workspace().matrix(sizes.batch, sizes.outputs, fill),
            workspace().matrix(sizes.batch, sizes.inputs, fill)),
        List.of(
            workspace().matrix(sizes.inputs, sizes.outputs, fill),
            workspace().matrix(sizes.batch, sizes.outputs, fill)));
  }

  private Stream<Call> updates(Fill fill, Sizes sizes, double[] alphas, double[] betas) {
    Matrix x = workspace().matrix(sizes.batch, sizes.inputs, fill);
    Matrix gy = workspace().matrix(sizes.batch, sizes.outputs, fill);
    Matrix w = workspace().matrix(sizes.inputs, sizes.outputs, fill);
    return DoubleStream.of(alphas)
        .boxed()
        .flatMap(
            alpha ->
                DoubleStream.of(betas)
                    .mapToObj(
                        beta ->
                            new Call(
                                ProductKernels.rankUpdate(alpha, beta),
                                List.of(x, gy),
                                List.of(w))));
  }

  /** Returns updates of whole numbers with one row, and with several. */
  private Stream<Call> updates(double[] alphas, double[] betas) {
    return Stream.of(new Sizes(1, 7, 5), new Sizes(3, 7, 5))
        .flatMap(sizes -> updates(Fill.INTEGERS, sizes, alphas, betas));
  }

  @Test
  @DisplayName("transposes only the operand that its formula transposes")
  void transposesWhatItsFormulaDoes() {
    for (int size : new int[] {2, 3, 8}) {
      callsOf(Fill.INTEGERS, new Sizes(size, size, size), new double[] {1}, new double[] {0})
          .forEach(
              call ->
                  verifyExactly(
                      call,
                      "that linear transposes nothing, linearGradient only w and rankUpdate only"
                          + " x, and whether the library stores matrices by rows or by columns."));
    }
  }

  @Test
  @DisplayName("an update multiplies the product by alpha, with its sign")
  void alphaMultipliesTheProduct() {
    updates(SCALARS, new double[] {0})
        .forEach(
            call ->
                verifyExactly(
                    call,
                    "that the update adds α xᵀ gy, with a single row, too: α already includes"
                        + " the minus sign of the learning rate."));
  }

  @Test
  @DisplayName("an update multiplies what was in the weights by beta")
  void betaMultipliesTheOutput() {
    updates(new double[] {0, 1}, new double[] {1, -1, 2.5})
        .forEach(
            call ->
                verifyExactly(
                    call,
                    "that β is applied exactly once to every element of the weights, even if α"
                        + " is 0."));
  }

  @Test
  @DisplayName("an update with a beta of zero overwrites NaN in the weights")
  void betaOfZeroOverwritesNaN() {
    updates(new double[] {0, 1}, new double[] {0})
        .map(call -> call.withOutputs(w -> w.map(value -> Double.NaN)))
        .forEach(
            call ->
                verifyExactly(
                    call,
                    "that a β of 0 overwrites the weights instead of multiplying them: 0 · NaN is"
                        + " NaN."));
  }

  @Test
  @DisplayName("an update with an alpha of zero does not read its inputs")
  void alphaOfZeroDoesNotReadTheInputs() {
    updates(new double[] {0}, new double[] {0, 1, 2})
        .map(
            call ->
                call.withInputs(
                    call.inputs().stream().map(a -> a.map(value -> Double.NaN)).toList()))
        .forEach(
            call -> verifyExactly(call, "that an α of 0 only multiplies w by β: 0 · NaN is NaN."));
  }

  @Test
  @DisplayName("propagates NaN in its first operand, even if the second is zero")
  void zerosOfTheSecondOperandHideNothing() {
    for (Sizes sizes :
        List.of(new Sizes(1, 7, 5), new Sizes(4, 7, 1), new Sizes(4, 1, 5), new Sizes(3, 7, 5))) {
      callsOf(Fill.REALS, sizes, new double[] {1}, new double[] {0, 1})
          // Its two results have gy as their first and second operand, respectively.
          .filter(call -> call.outputs().size() == 1)
          .map(
              call ->
                  call.withInput(0, call.inputs().get(0).with(0, Double.NaN))
                      .withInput(1, call.inputs().get(1).map(value -> 0)))
          .forEach(
              call ->
                  workspace()
                      .verify(
                          call,
                          "that only zeros of the first operand are skipped: those of the weights"
                              + " or of a gradient must not hide NaN in a sample."));
    }
  }

  @Test
  @DisplayName("every row of a batch counts, including the last of an odd number")
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
        String advice =
            "the rows left over after a block of rows: only row " + row + " was not zero here.";
        for (double beta : new double[] {0, 1}) {
          verifyExactly(
              new Call(ProductKernels.rankUpdate(-1, beta), List.of(x, gy), List.of(w)), advice);
        }
        verifyExactly(
            new Call(ProductKernels.linear(), List.of(x, w), List.of(Matrix.filled(batch, 3, 9))),
            advice);
        verifyExactly(
            new Call(
                ProductKernels.linearGradient(),
                List.of(gy, w),
                List.of(Matrix.filled(batch, 5, 9))),
            advice);
      }
    }
  }

  @Test
  @DisplayName("the gradient with respect to the input uses the weights before the update")
  void gradientUsesTheWeightsBeforeTheUpdate() {
    for (int batch : new int[] {1, 3}) {
      verifyExactly(
          new Call(
              ProductKernels.linearGradientAndUpdate(1),
              List.of(
                  workspace().matrix(batch, 5, Fill.INTEGERS),
                  workspace().matrix(batch, 3, Fill.INTEGERS)),
              List.of(Matrix.filled(batch, 5, 9), workspace().matrix(5, 3, Fill.INTEGERS))),
          "that each row of the weights is multiplied by gy, for every sample, before it"
              + " changes.");
    }
  }

  @Test
  @DisplayName("the next output uses the weights after the update, whatever both inputs skip")
  void nextOutputUsesTheWeightsAfterTheUpdate() {
    for (int batch : new int[] {1, 3}) {
      for (double share : new double[] {0, 0.5, 0.8, 1}) {
        for (double nextShare : new double[] {0, 0.5, 0.8, 1}) {
          verifyExactly(
              new Call(
                  ProductKernels.updateAndLinear(-1),
                  List.of(
                      zeroed(workspace().matrix(batch, 37, Fill.INTEGERS), share, 3),
                      workspace().matrix(batch, 11, Fill.INTEGERS),
                      zeroed(workspace().matrix(batch, 37, Fill.INTEGERS), nextShare, 5)),
                  List.of(workspace().matrix(37, 11, Fill.INTEGERS), Matrix.filled(batch, 11, 9))),
              "that every row of the weights is updated that belongs to a non-zero of x, and that"
                  + " y adds up every row that belongs to a non-zero of next, after its update.");
        }
      }
    }
  }

  /** Sets about a share of the elements to 0, in a pattern that depends on a step. */
  private static Matrix zeroed(Matrix matrix, double share, int step) {
    Matrix copy = matrix.map(value -> value);
    for (int i = 0; i < copy.rows(); i++) {
      for (int j = 0; j < copy.columns(); j++) {
        if ((i + j) * step % 10 < 10 * share) {
          copy.set(i, j, 0);
        }
      }
    }
    return copy;
  }

  @Test
  @DisplayName("an update with the next output gives the bits of the two products one by one")
  void updateAndLinearGivesTheBitsOfItsProducts() {
    for (double share : new double[] {0, 0.8}) {
      Matrix x = zeroed(workspace().matrix(1, 61, Fill.REALS), share, 3);
      Matrix next = zeroed(workspace().matrix(1, 61, Fill.REALS), share, 7);
      Matrix gy = workspace().matrix(1, 19, Fill.REALS);
      Matrix w = workspace().matrix(61, 19, Fill.REALS);
      Matrix y = workspace().matrix(1, 19, Fill.REALS);
      List<Matrix> fused =
          workspace()
              .run(
                  new Call(
                      ProductKernels.updateAndLinear(-0.3), List.of(x, gy, next), List.of(w, y)));
      Matrix updated =
          workspace()
              .run(new Call(ProductKernels.rankUpdate(-0.3, 1), List.of(x, gy), List.of(w)))
              .get(0);
      Matrix output =
          workspace()
              .run(new Call(ProductKernels.linear(), List.of(next, updated), List.of(y)))
              .get(0);
      String advice =
          "that terms are added in the same order as by rankUpdate and linear: a training that is"
              + " resumed begins with linear.";
      workspace().requireBits("w of updateAndLinear", updated, fused.get(0), advice);
      workspace().requireBits("y of updateAndLinear", output, fused.get(1), advice);
    }
  }
}
