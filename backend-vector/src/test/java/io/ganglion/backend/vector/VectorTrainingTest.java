package io.ganglion.backend.vector;

import io.ganglion.spi.BackendProvider;
import io.ganglion.testkit.SteadyTrainingContract;

class VectorTrainingTest extends SteadyTrainingContract {

  @Override
  protected BackendProvider provider() {
    return new VectorBackendProvider();
  }
}
