package io.ganglion.testkit;

import io.ganglion.spi.Backend;
import io.ganglion.testkit.RequiredKernels.Cell;

/** Backends that each have one fault with operands that are the same storage. */
final class FaultyAliasing {

  private FaultyAliasing() {}

  static class InputsToldApartByIdentity extends PrecisionContract {
    @Override
    protected Backend<?> backend() {
      return new DelegatingBackend() {
        @Override
        public void multiply(Cell a, Cell b, Cell c) {
          if (a == b) {
            copy(a, c);
          } else {
            super.multiply(a, b, c);
          }
        }
      };
    }
  }
}
