package io.ganglion.backend.vector;

import io.ganglion.spi.BackendProvider;
import io.ganglion.testkit.BackendContract;

class VectorBackendTest extends BackendContract {

  @Override
  protected BackendProvider provider() {
    return new VectorBackendProvider();
  }
}
