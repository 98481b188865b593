package io.ganglion.backend.commons;

import io.ganglion.spi.BackendProvider;
import io.ganglion.testkit.SteadyTrainingContract;

class CommonsTrainingTest extends SteadyTrainingContract {

  @Override
  protected BackendProvider provider() {
    return new CommonsBackendProvider();
  }
}
