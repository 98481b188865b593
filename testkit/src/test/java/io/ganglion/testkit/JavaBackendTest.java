package io.ganglion.testkit;

import io.ganglion.backend.JavaBackendProvider;
import io.ganglion.spi.BackendProvider;

/** The built-in backend passes. This test is not in core because the testkit depends on core. */
class JavaBackendTest extends BackendContract {

  @Override
  protected BackendProvider provider() {
    return new JavaBackendProvider();
  }
}
