package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kernel with its scalar parameters: how to call it, and its expected result.
 *
 * @param name the kernel and its scalars, for messages
 * @param invocation calls it on a backend
 * @param formula computes the expected result, slowly and plainly
 * @param mistakes what such a kernel is likely to do instead, the likeliest first
 */
record Kernel(String name, Invocation invocation, Formula formula, List<Mistake> mistakes) {

  Kernel(String name, Invocation invocation, Formula formula) {
    this(name, invocation, formula, Mistake.ofAny(formula));
  }

  /** The same kernel with less likely mistakes, which only such a kernel has. */
  Kernel withMistakes(Mistake... others) {
    return new Kernel(
        name,
        invocation,
        formula,
        Stream.concat(mistakes.stream(), Arrays.stream(others)).toList());
  }

  /** Calls a kernel. */
  interface Invocation {
    void call(Backend<Object> backend, List<Object> inputs, List<Object> outputs);
  }

  /** Computes the expected result of a kernel from its operands as they are before the call. */
  interface Formula {
    List<Expected> apply(List<Matrix> inputs, List<Matrix> outputs, Tolerance tolerance);
  }
}
