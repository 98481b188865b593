package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import java.util.List;

/**
 * One kernel with its scalar parameters: how to call it, and its expected result.
 *
 * @param name the kernel and its scalars, for messages
 * @param invocation calls it on a backend
 * @param formula computes the expected result, slowly and plainly
 */
record Kernel(String name, Invocation invocation, Formula formula) {

  /** Calls a kernel. */
  interface Invocation {
    void call(Backend<Object> backend, List<Object> inputs, List<Object> outputs);
  }

  /** Computes the expected result of a kernel from its operands as they are before the call. */
  interface Formula {
    List<Expected> apply(List<Matrix> inputs, List<Matrix> outputs, Tolerance tolerance);
  }
}
