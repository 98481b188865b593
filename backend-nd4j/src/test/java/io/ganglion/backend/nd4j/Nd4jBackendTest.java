package io.ganglion.backend.nd4j;

import io.ganglion.spi.BackendProvider;
import io.ganglion.testkit.BackendContract;

class Nd4jBackendTest extends BackendContract {

  @Override
  protected BackendProvider provider() {
    return new Nd4jBackendProvider();
  }
}
