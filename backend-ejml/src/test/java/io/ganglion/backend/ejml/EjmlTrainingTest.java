package io.ganglion.backend.ejml;

import io.ganglion.spi.BackendProvider;
import io.ganglion.testkit.SteadyTrainingContract;

class EjmlTrainingTest extends SteadyTrainingContract {

  @Override
  protected BackendProvider provider() {
    return new EjmlBackendProvider();
  }
}
