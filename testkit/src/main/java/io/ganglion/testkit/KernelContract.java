package io.ganglion.testkit;

import io.ganglion.testkit.Findings.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules that hold for every kernel. An area lists its kernels with operands of many sizes. */
abstract class KernelContract extends AreaContract {

  /**
   * Returns calls of this area's kernels at all sizes that matter, with operands filled like this.
   */
  abstract Stream<Call> calls(Fill fill);

  /** Returns a few small calls of the same kernels, for rules that try many things with each. */
  abstract Stream<Call> smallCalls(Fill fill);

  @Test
  @DisplayName("gives the values of its formula, within the bound of its rounding errors")
  void givesTheValuesOfItsFormula() {
    calls(Fill.REALS)
        .forEach(
            call ->
                workspace()
                    .verify(
                        call,
                        "the kernel's formula, the rows and columns left over after blocks and"
                            + " unrolled loops, and that it computes in the full precision."));
  }

  @Test
  @DisplayName("leaves its inputs untouched")
  void leavesItsInputsUntouched() {
    everyCall()
        .forEach(
            checked(
                call -> {
                  List<Object> inputs = workspace().store(call.inputs());
                  List<Object> outputs = workspace().store(call.outputs());
                  workspace().run(call, inputs, outputs);
                  for (int i = 0; i < inputs.size(); i++) {
                    workspace()
                        .requireBits(
                            "input " + i + " after " + call,
                            call.inputs().get(i),
                            workspace().load(inputs.get(i)),
                            "that the kernel writes only to its outputs, and not to a view, a transpose"
                                + " or a scaled copy that shares an input's memory.");
                  }
                  inputs.forEach(workspace()::release);
                  outputs.forEach(workspace()::release);
                }));
  }

  @Test
  @DisplayName("leaves all other storages untouched")
  void leavesOtherStoragesUntouched() {
    Matrix before = workspace().matrix(7, 13, Fill.REALS);
    Matrix after = workspace().matrix(7, 13, Fill.REALS);
    everyCall()
        .forEach(
            checked(
                call -> {
                  Object first = workspace().store(before);
                  List<Object> inputs = workspace().store(call.inputs());
                  List<Object> outputs = workspace().store(call.outputs());
                  Object last = workspace().store(after);
                  workspace().run(call, inputs, outputs);
                  String advice = "that create gives every storage memory of its own.";
                  workspace()
                      .requireBits(
                          "a bystander of " + call, before, workspace().load(first), advice);
                  workspace()
                      .requireBits("a bystander of " + call, after, workspace().load(last), advice);
                  Stream.of(inputs, outputs, List.of(first, last))
                      .flatMap(List::stream)
                      .forEach(workspace()::release);
                }));
  }

  @Test
  @DisplayName("keeps the shape of its output, which still works as an operand afterwards")
  void keepsTheShapeOfItsOutput() {
    everyCall()
        .forEach(
            checked(
                call -> {
                  List<Object> inputs = workspace().store(call.inputs());
                  List<Object> outputs = workspace().store(call.outputs());
                  workspace().run(call, inputs, outputs);
                  for (int i = 0; i < outputs.size(); i++) {
                    requireShape(call, outputs.get(i), call.outputs().get(i));
                  }
                  inputs.forEach(workspace()::release);
                  outputs.forEach(workspace()::release);
                }));
  }

  /** Adds a row to every row of a storage, which fails on any other shape. */
  private void requireShape(Call call, Object storage, Matrix size) {
    String advice =
        "that the kernel neither reshapes its output, as EJML's operations do, nor replaces the"
            + " memory behind it.";
    workspace()
        .require(
            workspace().backend().rows(storage) == size.rows()
                && workspace().backend().columns(storage) == size.columns(),
            "the output of "
                + call
                + " is ["
                + workspace().backend().rows(storage)
                + ", "
                + workspace().backend().columns(storage)
                + "] afterwards, but was "
                + size.size(),
            advice);
    String found = "the output of " + call + " cannot be used as " + size.size() + " afterwards";
    Matrix elements = workspace().matrix(size.rows(), size.columns(), Fill.INTEGERS);
    Matrix row = workspace().matrix(1, size.columns(), Fill.INTEGERS);
    Call add = new Call(Kernels.addRow(), List.of(row), List.of(elements));
    try {
      workspace().backend().write(elements.values(), 0, storage);
      List<Object> rows = workspace().store(add.inputs());
      List<Matrix> added = workspace().run(add, rows, List.of(storage));
      workspace().compare(found, add.expected(workspace().tolerance()), added, advice);
      rows.forEach(workspace()::release);
    } catch (RuntimeException e) {
      throw new Finding(found + ": " + e, advice, e);
    }
  }

  @Test
  @DisplayName("overwrites NaN in its output, unless its formula reads it")
  void overwritesNaNInItsOutput() {
    // No zeros among the inputs: a skipped zero could hide NaN.
    Stream.concat(calls(Fill.REALS), smallCalls(Fill.REALS))
        .map(call -> call.withOutputs(out -> out.map(value -> Double.NaN)))
        .forEach(
            call ->
                workspace()
                    .verify(
                        call,
                        "that a β of 0 overwrites the output instead of multiplying it: 0 · NaN is"
                            + " NaN."));
  }

  @Test
  @DisplayName("propagates NaN and infinity")
  void passesOnNaNAndInfinity() {
    smallCalls(Fill.REALS)
        .flatMap(KernelContract::withNonFiniteInputs)
        .forEach(
            call ->
                workspace()
                    .verify(
                        call,
                        "that only zeros of the first factor are skipped, and that no comparison"
                            + " with NaN decides what is computed."));
  }

  private static Stream<Call> withNonFiniteInputs(Call call) {
    List<Call> calls = new ArrayList<>();
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1 / 0.0}) {
      for (int i = 0; i < call.inputs().size(); i++) {
        Matrix input = call.inputs().get(i);
        int length = input.values().length;
        for (int index : new int[] {0, length / 2, length - 1}) {
          calls.add(call.withInput(i, input.with(index, value)));
        }
      }
      for (int i = 0; i < call.outputs().size(); i++) {
        Matrix output = call.outputs().get(i);
        calls.add(call.withOutput(i, output.with(output.values().length / 2, value)));
      }
    }
    return calls.stream();
  }

  @Test
  @DisplayName("sees inputs that another kernel has modified since they were written or used")
  void seesInputsThatWereModified() {
    smallCalls(Fill.REALS)
        .forEach(
            call -> {
              for (int i = 0; i < call.inputs().size(); i++) {
                for (Modification modification : Modification.values()) {
                  int input = i;
                  workspace().check(() -> verifyModified(call, input, modification));
                }
              }
            });
  }

  private void verifyModified(Call call, int modified, Modification modification) {
    Matrix size = call.inputs().get(modified);
    Matrix sparse = workspace().matrix(size.rows(), size.columns(), Fill.SPARSE);
    List<Object> inputs = workspace().store(call.withInput(modified, sparse).inputs());
    List<Object> outputs = workspace().store(call.outputs());
    // Called once before, for a backend that derives something on an operand's first use.
    workspace().run(call, inputs, outputs);
    modification.apply(workspace(), inputs.get(modified), size);
    Matrix now = workspace().load(inputs.get(modified));
    for (int i = 0; i < outputs.size(); i++) {
      workspace().backend().write(call.outputs().get(i).values(), 0, outputs.get(i));
    }
    workspace()
        .compare(
            call + ", input " + modified + " modified by " + modification,
            call.withInput(modified, now).expected(workspace().tolerance()),
            workspace().run(call, inputs, outputs),
            "that every kernel that modifies a storage drops what was derived from its old"
                + " elements, such as a list of non-zeros, or a packed or transposed copy.");
    inputs.forEach(workspace()::release);
    outputs.forEach(workspace()::release);
  }

  @Test
  @DisplayName("gives the same bits each time for the same operands")
  void givesTheSameBitsAgain() {
    calls(Fill.REALS)
        .forEach(
            checked(
                call -> {
                  List<Object> inputs = workspace().store(call.inputs());
                  List<Object> outputs = workspace().store(call.outputs());
                  List<Matrix> first = workspace().run(call, inputs, outputs);
                  for (int i = 0; i < outputs.size(); i++) {
                    workspace().backend().write(call.outputs().get(i).values(), 0, outputs.get(i));
                  }
                  List<Matrix> second = workspace().run(call, inputs, outputs);
                  for (int i = 0; i < outputs.size(); i++) {
                    workspace()
                        .requireBits(
                            call + " again",
                            first.get(i),
                            second.get(i),
                            "that the order of operations is fixed, and that no call depends on an"
                                + " earlier one.");
                  }
                  inputs.forEach(workspace()::release);
                  outputs.forEach(workspace()::release);
                }));
  }

  private Stream<Call> everyCall() {
    return Stream.concat(calls(Fill.REALS), smallCalls(Fill.SPARSE));
  }

  /**
   * Verifies that a call is exact, such as one on whole numbers with scalars that are multiples of
   * ½.
   */
  void verifyExactly(Call call, String advice) {
    workspace()
        .check(
            () ->
                workspace()
                    .compareWithAdvice(
                        call,
                        call.expected(workspace().tolerance()).stream()
                            .map(Expected::exactly)
                            .toList(),
                        workspace().run(call),
                        advice));
    workspace().close();
  }
}
