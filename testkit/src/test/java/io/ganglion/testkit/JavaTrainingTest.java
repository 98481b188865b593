package io.ganglion.testkit;

import io.ganglion.backend.JavaBackendProvider;
import io.ganglion.spi.BackendProvider;

/** The built-in backend trains steadily. Not in core because the testkit depends on core. */
class JavaTrainingTest extends SteadyTrainingContract {

  @Override
  protected BackendProvider provider() {
    return new JavaBackendProvider();
  }
}
