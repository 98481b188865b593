package io.ganglion.backend.nd4j;

import io.ganglion.spi.BackendProvider;
import io.ganglion.testkit.SteadyTrainingContract;

class Nd4jTrainingTest extends SteadyTrainingContract {

  @Override
  protected BackendProvider provider() {
    return new Nd4jBackendProvider();
  }
}
