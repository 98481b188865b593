package io.ganglion.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A kernel and operands for it.
 *
 * @param kernel the kernel
 * @param inputs the operands that are only read
 * @param outputs the operands that are modified, as they are before
 */
record Call(Kernel kernel, List<Matrix> inputs, List<Matrix> outputs) {

  Call withInputs(List<Matrix> others) {
    return new Call(kernel, others, outputs);
  }

  Call withInput(int index, Matrix other) {
    return withInputs(replaced(inputs, index, other));
  }

  Call withOutput(int index, Matrix other) {
    return new Call(kernel, inputs, replaced(outputs, index, other));
  }

  Call withOutputs(UnaryOperator<Matrix> f) {
    return new Call(kernel, inputs, outputs.stream().map(f).toList());
  }

  /** The same call, if its operands are no evidence of a mistake: among zeros, all look alike. */
  Call withoutMistakes() {
    Kernel plain = new Kernel(kernel.name(), kernel.invocation(), kernel.formula(), List.of());
    return new Call(plain, inputs, outputs);
  }

  List<Expected> expected(Tolerance tolerance) {
    return kernel.formula().apply(inputs, outputs, tolerance);
  }

  /**
   * Returns what to look at: the advice of the first mistake that gives these outputs. Where none
   * does, or the outputs are as near as rounding allows, it is the advice of the rule.
   */
  String advice(List<Matrix> actual, Tolerance tolerance, String ofRule) {
    if (Expected.areMet(expected(tolerance), actual, tolerance)) {
      return ofRule;
    }
    return kernel.mistakes().stream()
        .filter(
            mistake ->
                Expected.areMet(
                    mistake.formula().apply(inputs, outputs, tolerance), actual, tolerance))
        .map(Mistake::advice)
        .findFirst()
        .orElse(ofRule);
  }

  /** Returns the kernel and the sizes of its operands: {@code linear: [1, 784], [784, 100] → [1, 100]}. */
  @Override
  public String toString() {
    return kernel.name() + ": " + sizes(inputs) + (inputs.isEmpty() ? "" : " → ") + sizes(outputs);
  }

  private static List<Matrix> replaced(List<Matrix> matrices, int index, Matrix other) {
    List<Matrix> others = new ArrayList<>(matrices);
    others.set(index, other);
    return List.copyOf(others);
  }

  private static String sizes(List<Matrix> matrices) {
    return matrices.stream().map(Matrix::size).collect(Collectors.joining(", "));
  }
}
