package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import java.util.List;

/**
 * One kernel with its scalar parameters: how it is called, and what it must give.
 *
 * @param name the kernel and its scalars, for messages
 * @param invocation calls it on a backend
 * @param formula computes the same, slowly and plainly
 */
record Kernel(String name, Invocation invocation, Formula formula) {

  /** Calls a kernel. */
  interface Invocation {
    void call(Backend<Object> backend, List<Object> inputs, List<Object> outputs);
  }

  /** Computes what a kernel must give from its operands as they are before the call. */
  interface Formula {
    List<Expected> apply(List<Matrix> inputs, List<Matrix> outputs, Tolerance tolerance);
  }
}
