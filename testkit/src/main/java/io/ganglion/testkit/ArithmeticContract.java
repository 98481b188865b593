package io.ganglion.testkit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of kernels that only add and multiply, and so can be exact. */
abstract class ArithmeticContract extends KernelContract {

  @Test
  @DisplayName("is exact on small whole numbers, in any order of adding")
  void isExactOnSmallIntegers() {
    calls(Fill.INTEGERS)
        .forEach(
            call -> verifyExactly(call, "the kernel's formula: rounding cannot explain this."));
  }

  @Test
  @DisplayName("gives the same result with many zeros, whether it skips them or not")
  void skippedZerosChangeNothing() {
    Stream.concat(calls(Fill.SPARSE), smallCalls(Fill.ZEROS))
        .map(Call::withoutMistakes)
        .forEach(
            call ->
                verifyExactly(
                    call,
                    "that skipping a zero of the first factor skips that term and no other, that −0"
                        + " counts as zero, and that a row without non-zero elements works."));
  }

  @Test
  @DisplayName("stays within its bound on very large and very small numbers")
  void staysWithinItsBoundFarFromOne() {
    for (double factor : new double[] {0x1p50, 0x1p-50}) {
      smallCalls(Fill.REALS)
          .map(
              call ->
                  call.withInputs(
                      call.inputs().stream()
                          .map(input -> input.map(value -> factor * value))
                          .toList()))
          .forEach(
              call ->
                  workspace()
                      .verify(
                          call,
                          "that the kernel compares nothing with a fixed small number, and that no"
                              + " intermediate result overflows."));
    }
  }
}
