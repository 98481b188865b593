package io.ganglion.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.ganglion.backend.Backends;
import io.ganglion.spi.Activations;
import io.ganglion.spi.Backend;
import io.ganglion.spi.Precision;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTest {

  private final Backend<?> backend = Backends.create("java", Precision.FLOAT64);

  private Tensor zeros(int... shape) {
    return Tensor.zeros(backend, Shape.of(shape));
  }

  private static void refused(ThrowingCallable operation, String message) {
    assertThatIllegalArgumentException().isThrownBy(operation).withMessage(message);
  }

  @Test
  void keepsItsElementsInRowMajorOrder() {
    Tensor tensor = Tensor.of(backend, Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    Tensor row = zeros(1, 3);
    Tensor.columnSums(1, tensor, 0, row);

    assertThat(tensor.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(row.toArray()).containsExactly(5, 7, 9);
  }

  @Test
  void refusesArraysOfTheWrongLength() {
    refused(
        () -> zeros(2, 3).write(new double[5]),
        "write: the tensor [2, 3] has 6 elements, the array has 5");
    refused(
        () -> zeros(2, 3).read(new double[7]),
        "read: the tensor [2, 3] has 6 elements, the array has 7");
  }

  @Test
  void readsIntoPartOfALongerArray() {
    double[] values = new double[8];
    Tensor.of(backend, Shape.of(2, 3), 1, 2, 3, 4, 5, 6).read(values, 1);

    assertThat(values).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> zeros(2, 3).read(values, 3));
  }

  @Test
  void refusesOperandsOfDifferentShape() {
    refused(
        () -> Tensor.copy(zeros(2, 3), zeros(3, 2)),
        "copy: shapes do not match: [2, 3] and [3, 2] differ");
    refused(
        () -> Tensor.axpy(1, zeros(2, 3), zeros(2, 4)),
        "axpy: shapes do not match: [2, 3] and [2, 4] differ");
    refused(
        () -> Tensor.multiply(zeros(2, 2), zeros(1, 2), zeros(2, 2)),
        "multiply: shapes do not match: [1, 2] and [2, 2] differ");
    refused(
        () -> Tensor.activate(Activations.RELU, zeros(1, 2), zeros(2, 1)),
        "activate: shapes do not match: [1, 2] and [2, 1] differ");
    refused(
        () ->
            Tensor.activationGradient(
                Activations.RELU, zeros(1, 2), zeros(1, 3), zeros(1, 2), zeros(1, 2)),
        "activationGradient: shapes do not match: [1, 3] and [1, 2] differ");
    refused(
        () ->
            Tensor.activationGradient(
                Activations.RELU, zeros(2, 2), zeros(1, 2), zeros(1, 2), zeros(1, 2)),
        "activationGradient: shapes do not match: [2, 2] and [1, 2] differ");
    refused(
        () -> Tensor.softmax(zeros(1, 2), zeros(1, 3)),
        "softmax: shapes do not match: [1, 2] and [1, 3] differ");
    refused(
        () -> Tensor.softmaxGradient(zeros(1, 2), zeros(2, 2), zeros(1, 2)),
        "softmaxGradient: shapes do not match: [2, 2] and [1, 2] differ");
  }

  @Test
  void refusesARowThatDoesNotFitTheRows() {
    refused(
        () -> Tensor.addRow(zeros(2, 3), zeros(4, 3)),
        "addRow: shapes do not match: expected a row [1, 3] for [4, 3], got [2, 3]");
    refused(
        () -> Tensor.columnSums(1, zeros(4, 3), 0, zeros(1, 4)),
        "columnSums: shapes do not match: expected a row [1, 3] for [4, 3], got [1, 4]");
  }

  @Test
  void refusesProductsThatDoNotFit() {
    refused(
        () -> Tensor.linear(zeros(1, 784), zeros(100, 784), zeros(1, 100)),
        "linear: shapes do not match: input [1, 784], weights [100, 784], output [1, 100]");
    refused(
        () -> Tensor.linearGradient(zeros(1, 9), zeros(784, 10), zeros(1, 784)),
        "linearGradient: shapes do not match: input [1, 784], weights [784, 10], output [1, 9]");
    refused(
        () -> Tensor.rankUpdate(1, zeros(1, 784), zeros(2, 10), 1, zeros(784, 10)),
        "rankUpdate: shapes do not match: input [1, 784], weights [784, 10], output [2, 10]");
    refused(
        () -> Tensor.linearGradientAndUpdate(1, zeros(1, 3), zeros(1, 2), zeros(1, 4), zeros(3, 2)),
        "linearGradientAndUpdate: shapes do not match: [1, 3] and [1, 4] differ");
    refused(
        () ->
            Tensor.updateAndLinear(
                1, zeros(1, 3), zeros(1, 2), zeros(1, 4), zeros(3, 2), zeros(1, 2)),
        "updateAndLinear: shapes do not match: input [1, 4], weights [3, 2], output [1, 2]");
  }

  @Test
  void refusesAResultThatIsAlsoAnOperand() {
    Tensor a = zeros(3, 3);
    Tensor b = zeros(3, 3);
    String message =
        "the result [3, 3] float64 (java) is also an operand; use another tensor for it";

    refused(() -> Tensor.linear(a, b, a), "linear: " + message);
    refused(() -> Tensor.linear(b, a, a), "linear: " + message);
    refused(() -> Tensor.linearGradient(a, b, a), "linearGradient: " + message);
    refused(() -> Tensor.linearGradient(b, a, a), "linearGradient: " + message);
    refused(() -> Tensor.rankUpdate(1, a, b, 1, a), "rankUpdate: " + message);
    refused(() -> Tensor.rankUpdate(1, b, a, 1, a), "rankUpdate: " + message);
    refused(() -> Tensor.reshape(a, a), "reshape: " + message);
  }

  @Test
  void reshapesInRowMajorOrder() {
    Tensor image = Tensor.of(backend, Shape.of(2, 2, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    Tensor rows = zeros(2, 6);
    Tensor column = zeros(12, 1);

    Tensor.reshape(image, rows);
    Tensor.reshape(rows, column);

    assertThat(rows.toArray()).containsExactly(image.toArray());
    assertThat(column.toArray()).containsExactly(image.toArray());
    refused(
        () -> Tensor.reshape(image, zeros(3, 3)),
        "reshape: shapes do not match: [2, 2, 3] and [3, 3] have different numbers of elements");
  }

  @Test
  void treatsTheLastDimensionAsTheColumns() {
    Tensor image = Tensor.of(backend, Shape.of(1, 2, 2), 1, 2, 3, 4);
    Tensor row = Tensor.of(backend, Shape.of(2), 10, 20);
    Tensor sums = zeros(1, 2);

    Tensor.addRow(row, image);
    Tensor.columnSums(1, image, 0, sums);

    assertThat(image.toArray()).containsExactly(11, 22, 13, 24);
    assertThat(sums.toArray()).containsExactly(24, 46);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2, 2", "0, 1, 2, 0", "0, 1, 2, 1", "0, 1, 0, 2", "0, 1, 1, 2"})
  void refusesOneTensorInTwoRolesOfLinearGradientAndUpdate(int x, int gy, int gx, int w) {
    Tensor[] squares = {zeros(3, 3), zeros(3, 3), zeros(3, 3)};

    refused(
        () -> Tensor.linearGradientAndUpdate(1, squares[x], squares[gy], squares[gx], squares[w]),
        "linearGradientAndUpdate: the result [3, 3] float64 (java) is also an operand;"
            + " use another tensor for it");
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 2, 0, 4", "0, 1, 2, 1, 4", "0, 1, 2, 2, 4", "0, 1, 2, 3, 3", "0, 1, 2, 3, 2"})
  void refusesOneTensorInTwoRolesOfUpdateAndLinear(int x, int gy, int next, int w, int y) {
    Tensor[] squares = {zeros(3, 3), zeros(3, 3), zeros(3, 3), zeros(3, 3), zeros(3, 3)};

    refused(
        () ->
            Tensor.updateAndLinear(
                1, squares[x], squares[gy], squares[next], squares[w], squares[y]),
        "updateAndLinear: the result [3, 3] float64 (java) is also an operand;"
            + " use another tensor for it");
  }

  @Test
  void dividesAnAdaptiveStepByTheRootOfTheMeanSquare() {
    Tensor g = Tensor.of(backend, Shape.of(1, 2), 2, 0);
    Tensor m = zeros(1, 2);
    Tensor v = zeros(1, 2);
    Tensor w = Tensor.of(backend, Shape.of(1, 2), 10, 20);

    Tensor.adaptiveUpdate(-4, 0.5, 0.75, 1, g, m, v, w);

    assertThat(m.toArray()).containsExactly(1, 0);
    assertThat(v.toArray()).containsExactly(1, 0);
    assertThat(w.toArray()).containsExactly(8, 20);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 2, 3", "0, 1, 0, 3", "0, 1, 2, 0", "0, 1, 1, 3", "0, 1, 2, 1", "0, 1, 2, 2"})
  void refusesOneTensorInTwoRolesOfAnAdaptiveUpdate(int g, int m, int v, int w) {
    Tensor[] rows = {zeros(1, 3), zeros(1, 3), zeros(1, 3), zeros(1, 3)};

    refused(
        () -> Tensor.adaptiveUpdate(-1, 0.9, 0.999, 1e-8, rows[g], rows[m], rows[v], rows[w]),
        "adaptiveUpdate: the result [1, 3] float64 (java) is also an operand;"
            + " use another tensor for it");
  }

  @Test
  void refusesAnAdaptiveUpdateOfDifferentShapes() {
    String message = "adaptiveUpdate: shapes do not match: [2, 3] and [3, 2] differ";

    refused(
        () ->
            Tensor.adaptiveUpdate(
                -1, 0.9, 0.999, 1e-8, zeros(2, 3), zeros(3, 2), zeros(3, 2), zeros(3, 2)),
        message);
    refused(
        () ->
            Tensor.adaptiveUpdate(
                -1, 0.9, 0.999, 1e-8, zeros(3, 2), zeros(2, 3), zeros(3, 2), zeros(3, 2)),
        message);
    refused(
        () ->
            Tensor.adaptiveUpdate(
                -1, 0.9, 0.999, 1e-8, zeros(3, 2), zeros(3, 2), zeros(2, 3), zeros(3, 2)),
        message);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.999, 1e-8, 'β₁ must be at least 0 and less than 1, got 1.0'",
    "0.9, -0.5, 1e-8, 'β₂ must be at least 0 and less than 1, got -0.5'",
    "0.9, NaN, 1e-8, 'β₂ must be at least 0 and less than 1, got NaN'",
    "0.9, 0.999, 0, 'ε must be a finite number of at least 2⁻¹²⁶, got 0.0'",
    "0.9, 0.999, 1e-40, 'ε must be a finite number of at least 2⁻¹²⁶, got 1.0E-40'",
    "0.9, 0.999, Infinity, 'ε must be a finite number of at least 2⁻¹²⁶, got Infinity'",
  })
  void refusesScalarsOfAnAdaptiveUpdateOutOfRange(
      double beta1, double beta2, double epsilon, String message) {
    refused(
        () ->
            Tensor.adaptiveUpdate(
                -1, beta1, beta2, epsilon, zeros(1, 2), zeros(1, 2), zeros(1, 2), zeros(1, 2)),
        "adaptiveUpdate: " + message);
  }

  @Test
  void refusesOperandsOfDifferentBackends() {
    Backend<?> other = Backends.create("java", Precision.FLOAT32);

    refused(
        () -> Tensor.copy(Tensor.zeros(other, Shape.of(1, 2)), zeros(1, 2)),
        "copy: the operands belong to different backends, [1, 2] float32 (java) and [1, 2] float64"
            + " (java); create one backend and share it, or copy one of them with toArray and write");
  }

  @Test
  void cannotBeUsedOnceClosed() {
    Tensor tensor = zeros(2, 2);
    tensor.close();
    tensor.close();

    assertThatIllegalStateException()
        .isThrownBy(tensor::toArray)
        .withMessage("the tensor [2, 2] float64 (java) is closed; make a new one");
  }
}
